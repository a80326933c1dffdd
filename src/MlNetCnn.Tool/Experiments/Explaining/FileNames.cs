using MlNetCnn.Explain;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>Names of the files of layers.</summary>
internal static class FileNames
{
    /// <summary>The layer's path with what no file's name may hold, or what parts folders, as dashes.</summary>
    public static string Of(FeatureLayer layer) => string.Concat(layer.Path.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '-'));
}
