using MlNetCnn.Compute;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Tool.Models;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>A network that is looked into, how pictures enter it, and what its classes are called.</summary>
/// <param name="File">The model file.</param>
/// <param name="Model">The network.</param>
/// <param name="Pictures">How pictures enter it.</param>
/// <param name="ClassNames">Names of its classes; null where there are none.</param>
/// <param name="Application">The application, where it is one.</param>
internal sealed record LookedIntoNetwork(string File, ExplainedModel Model, IPictureInput Pictures, IReadOnlyList<string>? ClassNames, string? Application) : IDisposable
{
    /// <summary>What its output means.</summary>
    public OutputKind Output { get; } = OutputKinds.Of(Model.Model);

    /// <summary>One picture as a batch, as the network takes it.</summary>
    /// <exception cref="UserErrorException">Not a picture, or a damaged one; the message names it.</exception>
    public Tensor Read(string path)
    {
        var batch = new Tensor(1, Pictures.Shape);
        Reading(path, () =>
        {
            Pictures.Read(path, batch.Span);
            return true;
        });
        return batch;
    }

    /// <summary>The picture as it is, to be shown: turned as the network sees it.</summary>
    /// <exception cref="UserErrorException">Not a picture, or a damaged one; the message names it.</exception>
    public Image Show(string path) => Reading(path, () => Pictures.Show(path));

    /// <summary>Its name, what it takes and what is done to pixels, in a line.</summary>
    public override string ToString() => $"{Application ?? Model.Model.Name}: pictures as {Pictures.Shape.ToBatchString()}, preprocessing {Pictures.Preprocessing}";

    public void Dispose() => Model.Dispose();

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ImageFormatException e)
        {
            throw new UserErrorException($"The picture '{path}' cannot be read: {PhotoCheck.Reason(e, path)}", e);
        }
    }
}
