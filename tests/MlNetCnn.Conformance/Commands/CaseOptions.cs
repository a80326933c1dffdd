using System.CommandLine;
using MlNetCnn.Conformance.Cases;

namespace MlNetCnn.Conformance.Commands;

/// <summary>Options that commands share.</summary>
internal static class CaseOptions
{
    public static Option<string[]> Cases() => new("--cases") { Description = "Cases whose names hold one of these parts, or kinds of cases: conv2d,Application. All by default.", AllowMultipleArgumentsPerToken = true };

    public static Option<string> Output(string name) => new("--output") { Description = "Folder for files", DefaultValueFactory = _ => Path.Combine("artifacts", name) };

    public static Option<string> Node() => new("--node") { Description = "Node.js", DefaultValueFactory = _ => "node" };

    /// <summary>The cases that are asked for.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IReadOnlyList<ConformanceCase> Choose(string[]? parts)
    {
        string[] wanted = [.. (parts ?? []).SelectMany(p => p.Split(',')).Where(p => p.Length > 0)];
        if (wanted.Length == 0) return AllCases.List;
        ConformanceCase[] chosen = [.. AllCases.List.Where(c => wanted.Any(p => c.Name.Contains(p, StringComparison.OrdinalIgnoreCase) || c.Kind.ToString().Equals(p, StringComparison.OrdinalIgnoreCase)))];
        return chosen.Length > 0 ? chosen : throw new ArgumentException($"No case's name holds {string.Join(" or ", wanted)}; `list` lists them.");
    }
}
