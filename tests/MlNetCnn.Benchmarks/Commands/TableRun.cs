using MlNetCnn.Benchmarks.Contest;
using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Peers;
using MlNetCnn.Benchmarks.Tables;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Commands;

/// <summary>Measures row after row, shows each as it is known, and writes the table.</summary>
internal sealed class TableRun(TextWriter output, TextWriter error, int rounds, double seconds, double patience, bool json, CancellationToken cancellation)
{
    /// <summary>Something for a person to read.</summary>
    public void Say(string text) => (json ? error : output).WriteLine(text);

    /// <summary>Measures.</summary>
    /// <param name="filter">Which workloads.</param>
    /// <param name="threads">With how many threads each.</param>
    /// <param name="peers">Beside whom.</param>
    /// <param name="models">Where peers find the networks; null without peers.</param>
    /// <param name="folder">Where table.json goes.</param>
    /// <returns>0 when every workload that can be measured here was.</returns>
    public int Measure(string? filter, IReadOnlyList<int> threads, IReadOnlyList<IContestant> peers, PeerModels? models, string folder)
    {
        var workloads = WorkloadTable.Matching(filter);
        if (workloads.Count == 0) throw new ArgumentException($"No workload is named like '{filter}'. Workloads: {string.Join(", ", WorkloadTable.All.Select(w => w.Name))}.");
        foreach (var workload in workloads.Where(w => w.Missing is not null)) Say($"skipped {workload.Name}: {workload.Missing}");
        workloads = [.. workloads.Where(w => w.Missing is null && (models is null || w is ModelWorkload))];

        var path = Path.Combine(folder, "table.json");
        var turns = new Turns(new OwnContestant(), peers, new IdleMachine(TimeSpan.FromSeconds(patience), cancellation));
        var table = new TextTable(workloads.Select(w => w.Name), [.. peers.Select(p => p.Name)]);
        var rows = new List<Row>();
        Say(table.Header());
        foreach (var workload in workloads)
        {
            if (models is not null && peers.Any(p => p.Variants(workload).Count > 0)) models.Write((ModelWorkload)workload);
            foreach (var count in workload.UsesThreads ? threads : [1])
            {
                cancellation.ThrowIfCancellationRequested();
                var row = turns.Measure(workload, count, rounds, seconds, cancellation);
                rows.Add(row);
                Say(table.Line(row));
                if (json) output.WriteLine(TableFile.Line(row));
                // After each row: a run that is broken off leaves what it has.
                TableFile.Write(path, rows, [.. Claims.Judge(rows)], rounds, seconds);
            }
        }

        foreach (var line in Claims.Judge(rows).Concat(TextTable.Notes(rows))) Say(line);
        Say($"written: {path}");
        return rows.Any(r => r.Ours.Ms is not null) ? 0 : 1;
    }
}
