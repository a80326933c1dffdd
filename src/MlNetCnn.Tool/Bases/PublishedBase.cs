using MlNetCnn.Keras;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Bases;

/// <summary>What <c>imagenet</c> means where a file of weights is asked for: the published weights of the named application, from Keras's cache, else downloaded into it.</summary>
internal static class PublishedBase
{
    /// <summary>Whether the user asked for them. A file of that name is meant by a path, such as <c>./imagenet</c>.</summary>
    public static bool IsMeant(string? weights) => weights == PretrainedWeights.ImageNet;

    /// <summary>The published file.</summary>
    /// <exception cref="UserErrorException">No application was named, or there are no published weights of it.</exception>
    public static PublishedWeights Choose(string? application, bool includeTop, int? size)
    {
        var (info, pixels) = BaseChoice.Choose(application, null, size);
        try
        {
            return PretrainedWeights.Of(info, includeTop, pixels);
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException(e.Message, e);
        }
    }

    /// <summary>Full path of the file, which is downloaded if need be.</summary>
    /// <exception cref="UserErrorException">No application was named, or there are no published weights of it.</exception>
    /// <exception cref="PretrainedWeightsException">The file is not to be had; the message says which to put where.</exception>
    public static string Fetch(string? application, bool includeTop, int? size, Surroundings surroundings) =>
        WeightsDownload.Fetch(Choose(application, includeTop, size), new PretrainedOptions(), surroundings.Display, surroundings.Cancellation);
}
