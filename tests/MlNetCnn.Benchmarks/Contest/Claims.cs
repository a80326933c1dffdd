using System.Globalization;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Contest;

/// <summary>What is wanted beyond the bars, read off the finished rows.</summary>
internal static class Claims
{
    /// <summary>One sentence per claim that the rows allow to judge.</summary>
    public static IEnumerable<string> Judge(IReadOnlyList<Row> rows)
    {
        foreach (var row in rows.Where(r => r.Workload.StartsWith("finetune_", StringComparison.Ordinal)))
            if (row.Ours.PeakMemoryMb is { } ours && row.Peers.FirstOrDefault(p => p.Name == "torch")?.PeakMemoryMb is { } torch)
                yield return Text($"{row.Workload}, {row.Threads} threads: peak memory {ours:F0} MB, torch's {torch:F0} MB: {(ours <= torch ? "not above: met" : "above: NOT MET")}");
        foreach (var row in rows.Where(r => r.Workload.EndsWith("_b20", StringComparison.Ordinal)))
            if (rows.FirstOrDefault(r => r.Threads == row.Threads && r.Workload == row.Workload[..^2] + "8") is { } eight
                && row.Ours.MsPerImage is { } at20 && eight.Ours.MsPerImage is { } at8)
                yield return Text($"{row.Workload}, {row.Threads} threads: {at20:F2} ms per image, {at8:F2} at batch 8: {(at20 <= at8 ? "no worse: met" : "worse: NOT MET")}");
        foreach (var row in rows)
            if (row.Ours is { Ms: { } ms, BesideMs: { } beside } && ms / beside is var ratio)
                yield return Text($"{row.Workload}, {row.Threads} threads: {ms:F1} ms, the forward pass {beside:F1} ms in turns with it: {ratio:F2}x{(row.Limit is { } l ? Text($", at most {l.AtMost}x: {(ratio <= l.AtMost ? "met" : "NOT MET")}") : "")}");
        foreach (var row in rows.Where(r => r.Workload.StartsWith("filterpatterns_", StringComparison.Ordinal)))
            if (row.Ours.Ms is { } ms && FilterPatternWorkload.Steps * ms / 1000 is var seconds)
                yield return Text($"{row.Workload}, {row.Threads} threads: {FilterPatternWorkload.Steps} steps take {seconds:F1} s ({FilterPatternWorkload.Steps * row.Ours.ProcessorMs / 1000:F1} s of processors){(row.Threads == 2 ? $", at most 30 s: {(seconds <= 30 ? "met" : "NOT MET")}" : "")}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
