using System.Globalization;

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
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
