using System.Text.RegularExpressions;

namespace MlNetCnn.Architecture.Tests;

/// <summary>Rules of the house that a machine can read off the source.</summary>
public sealed partial class SourceRuleTests
{
    [Fact]
    public void Libraries_do_not_write_to_the_console_nor_take_chance_or_time_from_the_machine()
    {
        // A context without a seed is ML.NET's own way to ask for chance, so the stand-in has it too.
        var libraries = Directory.EnumerateDirectories(Repository.At("src")).Where(d => Path.GetFileName(d) is not ("MlNetCnn.Tool" or "Microsoft.ML.Offline"));
        foreach (var file in libraries.SelectMany(Sources))
            foreach (var (number, line) in File.ReadLines(file).Index())
                Assert.False(Forbidden().IsMatch(line), $"{Path.GetRelativePath(Repository.Root, file)}:{number + 1}: {line.Trim()}");
    }

    [Fact]
    public void Nothing_is_left_unwritten()
    {
        foreach (var file in new[] { "src", "samples" }.SelectMany(f => Sources(Repository.At(f))))
            foreach (var (number, line) in File.ReadLines(file).Index())
                Assert.False(Unwritten().IsMatch(line), $"{Path.GetRelativePath(Repository.Root, file)}:{number + 1}: {line.Trim()}");
    }

    private static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

    [GeneratedRegex(@"Console\.(Write|Error|Out)|Random\.Shared|new Random\(\)|DateTime(Offset)?\.(Now|UtcNow)")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK)\b")]
    private static partial Regex Unwritten();
}
