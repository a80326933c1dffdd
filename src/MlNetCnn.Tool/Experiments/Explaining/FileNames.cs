using MlNetCnn.Explain;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>Names of the files of layers.</summary>
internal static class FileNames
{
    /// <summary>The layer's path, <c>+</c> for each slash; what a file's name should not hold is told by its code, <c>~e4~</c>: two layers have two names.</summary>
    public static string Of(FeatureLayer layer) =>
        string.Concat(layer.Path.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c.ToString() : c == '/' ? "+" : FormattableString.Invariant($"~{(int)c:x}~")));
}
