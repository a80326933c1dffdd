using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Bases;

/// <summary>Which pre-trained network to build on: as the user named it, else as the weight file's name says.</summary>
internal static class BaseChoice
{
    /// <exception cref="UserErrorException">There is no such application, or nothing names one: the message lists those there are. Or the size is too small for it.</exception>
    public static (ApplicationInfo Application, int Size) Choose(string? application, string? weights, int? size)
    {
        var known = string.Join(", ", Applications.All.Select(a => a.Name));
        var said = weights is null ? null : WeightsFileName.Parse(weights);
        var name = application ?? said?.Application
            ?? throw new UserErrorException(weights is null ? $"Say which base with --base=NAME, one of {known}." : $"Which network the weights '{weights}' belong to cannot be told from the file's name; say it with --base=NAME, one of {known}.");
        var info = Applications.All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserErrorException($"There is no application '{name}'; there are {known}.");
        if (size < info.MinimumSize) throw new UserErrorException(FormattableString.Invariant($"--size={size}: {info.Name} takes pictures of at least {info.MinimumSize} x {info.MinimumSize} pixels."));
        return (info, size ?? said?.Size ?? info.DefaultSize);
    }
}
