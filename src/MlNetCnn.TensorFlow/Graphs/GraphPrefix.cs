namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>What may stand in front of all names of a graph.</summary>
internal static class GraphPrefix
{
    /// <summary>The rule, for messages.</summary>
    public const string Rule = "empty, or begin with a letter or digit, end with / and have letters, digits and _.-/ between";

    /// <summary>Whether it is one: TensorFlow's names are <c>[A-Za-z0-9.][A-Za-z0-9_./-]*</c>.</summary>
    public static bool Fits(string? prefix) => prefix is "" || (prefix is [var first, .., '/'] && char.IsAsciiLetterOrDigit(first) && prefix.All(IsInNames));

    /// <summary>Whether TensorFlow takes a letter within names.</summary>
    public static bool IsInNames(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '/' or '-';
}
