using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MlNetCnn.Benchmarks.Commands;

/// <summary>The options of the commands that measure.</summary>
internal static class BenchOptions
{
    public static Option<string?> Filter() => new("--filter") { Description = "Names of workloads, * for anything, several with commas; all by default" };

    public static Option<int[]> Threads() => new("--threads")
    {
        Description = "Numbers of threads, with commas (1,2 by default)",
        DefaultValueFactory = _ => [1, 2],
        CustomParser = result =>
        {
            var text = Text(result);
            int[] threads = [.. text.Split(',').Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 1024 ? n : 0)];
            if (threads.Contains(0)) result.AddError($"--threads takes numbers from 1 to 1024 with commas, as 1,2; not {text}.");
            return threads;
        },
    };

    public static Option<int> Rounds(int @default) => new("--rounds")
    {
        Description = "Processes of each per row, in turns; their median counts",
        DefaultValueFactory = _ => @default,
        CustomParser = result =>
        {
            var text = Text(result);
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is >= 1 and <= 100) return rounds;
            result.AddError($"--rounds takes a whole number from 1 to 100, not {text}.");
            return @default;
        },
    };

    public static Option<double> Seconds(string name, string description, double @default) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => @default,
        CustomParser = result =>
        {
            var text = Text(result);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 3600) return seconds;
            result.AddError($"{name} takes seconds from 0 to 3600, not {text}.");
            return @default;
        },
    };

    public static Option<string> Output(string target) => new("--output") { Description = "Folder of table.json", DefaultValueFactory = _ => Path.Combine("artifacts", target) };

    private static string Text(ArgumentResult result) => string.Join(',', result.Tokens.Select(t => t.Value));
}
