using System.Globalization;
using MlNetCnn.Benchmarks.Contest;

namespace MlNetCnn.Benchmarks.Tables;

/// <summary>Rows as aligned text, a line as soon as it is known.</summary>
/// <param name="names">Widest name of a workload comes from these.</param>
/// <param name="peers">Names of the peers, one column each.</param>
internal sealed class TextTable(IEnumerable<string> names, IReadOnlyList<string> peers)
{
    private const int Number = 10;
    private readonly int _name = names.Append("workload").Max(n => n.Length);

    /// <summary>The line above.</summary>
    public string Header()
    {
        var line = "workload".PadRight(_name) + " thr" + "ours ms".PadLeft(Number) + "ms/image".PadLeft(Number);
        foreach (var peer in peers) line += ($"{peer} ms").PadLeft(peer.Length + 5);
        if (peers.Count > 0) line += "   ratio  bar at 2 threads  ";
        line += "   GFLOP/s  of peak   peak memory MB";
        return line;
    }

    /// <summary>One row; a star says that the machine was not idle.</summary>
    public string Line(Row row)
    {
        var line = row.Workload.PadRight(_name) + row.Threads.ToString(CultureInfo.InvariantCulture).PadLeft(4);
        if (row.Ours.Ms is null) return $"{line}  {row.Ours.Error}{Peers(row)}";
        line += Ms(row.Ours.Ms).PadLeft(Number) + Ms(row.Ours.MsPerImage).PadLeft(Number);
        foreach (var peer in row.Peers) line += Ms(peer.Ms).PadLeft(peer.Name.Length + 5);
        if (peers.Count > 0) line += (row.Ratio is { } ratio ? Text($"{ratio:F2}x") : "-").PadLeft(8) + "  " + Bar(row).PadRight(18);
        line += (row.Ours.Gflops is { } g ? Text($"{g:F1}") : "-").PadLeft(Number) + (row.ShareOfPeak is { } s ? Text($"{100 * s:F0} %") : "-").PadLeft(9);
        line += "   " + string.Join(" / ", row.Peers.Prepend(row.Ours).Select(e => e.PeakMemoryMb is { } m ? Text($"{m:F0}") : "-"));
        return row.Idle ? line : line + " *";
    }

    /// <summary>What stands below: the notes of all rows.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<Row> rows)
    {
        if (rows.Any(r => !r.Idle)) yield return "* the machine was not idle: repeat before believing";
        foreach (var row in rows)
        {
            foreach (var note in row.Notes) yield return $"{row.Workload}, {row.Threads} threads: {note}";
            foreach (var peer in row.Peers.Where(p => p.Error is not (null or "does not run this"))) yield return $"{row.Workload}, {row.Threads} threads: {peer.Name}: {peer.Error}";
        }
    }

    // A workload that we refuse still shows what the others do.
    private static string Peers(Row row) =>
        string.Concat(row.Peers.Where(p => p.Ms is not null).Select(p => $"  [{p.Name} {Ms(p.Ms)} ms, {(p.PeakMemoryMb is { } m ? Text($"{m:F0} MB") : "-")}]")) + (row.Idle ? "" : " *");

    private static string Bar(Row row) => row.BarAtLeast is not { } bar ? "" : Text($"{bar:F1}x ") + (row.Met switch
    {
        true when row.Ratio >= row.BarAim => "met, aim too",
        true => "met",
        false => "NOT MET",
        null => "",
    });

    private static string Ms(double? ms) => ms switch
    {
        null => "-",
        < 10 => Text($"{ms:F3}"),
        < 100 => Text($"{ms:F2}"),
        _ => Text($"{ms:F1}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
