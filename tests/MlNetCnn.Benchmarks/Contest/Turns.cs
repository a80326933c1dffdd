using System.Globalization;
using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Contest;

/// <summary>Runs contestants on a workload in turns, A B C A B C, each process on an idle machine.</summary>
/// <param name="ours">This engine.</param>
/// <param name="peers">The others; may be none.</param>
/// <param name="idle">Waits for the machine.</param>
internal sealed class Turns(IContestant ours, IReadOnlyList<IContestant> peers, IdleMachine idle)
{
    /// <summary>A variant of a peer that the first round finds slower than its best by more than this is not run again.</summary>
    private const double Hopeless = 1.15;

    /// <summary>Numbers that differ by more than this part are not the same numbers: float32 sums in other orders, and Winograd's rounding, stay far below.</summary>
    private const double Tolerance = 2e-3;

    /// <summary>Measures one row.</summary>
    public Row Measure(Workload workload, int threads, int rounds, double seconds, CancellationToken cancellation)
    {
        var notes = new List<string>();
        var found = new List<(IContestant Who, string Variant, Measurement What)>();
        var gaveUp = 0;
        double others = 0;
        var contestants = peers.Prepend(ours).ToList();
        for (var round = 0; round < rounds; round++)
            foreach (var who in contestants)
            {
                // One that refuses does so again.
                if (found.Any(f => f.Who == who) && found.All(f => f.Who != who || f.What.MedianMs is null)) continue;
                foreach (var variant in workload.Missing is null || who == ours ? Promising(who, workload, found) : [])
                {
                    if (!idle.Wait()) gaveUp++;
                    var (what, busy) = who.Run(workload, variant, threads, seconds, cancellation);
                    others = Math.Max(others, busy ?? 0);
                    found.Add((who, variant, what));
                }
            }

        if (gaveUp > 0) notes.Add(Text($"the machine did not become idle before {gaveUp} of {found.Count} processes"));
        if (others > IdleMachine.Limit) notes.Add(Text($"others used up to {others:P0} of the processors meanwhile"));
        notes.AddRange(Disagreements(found.Select(f => f.What)));
        return Assemble(workload, threads, found, notes, gaveUp == 0 && others <= IdleMachine.Limit);
    }

    /// <summary>Puts a row together from what the processes found.</summary>
    private Row Assemble(Workload workload, int threads, List<(IContestant Who, string Variant, Measurement What)> found, List<string> notes, bool quiet)
    {
        var own = Sum(ours, workload, found);
        var others = peers.Select(p => Sum(p, workload, found)).ToList();
        var best = others.Where(e => e.Ms is not null).MinBy(e => e.Ms);
        double? peak = found.Where(f => f.Who == ours).Max(f => f.What.FmaPeakGflops);
        double? ratio = best is not null && own.Ms is { } ms ? Round(best.Ms!.Value / ms, 3) : null;
        var bar = threads == 2 ? workload.Bar : null;
        return new()
        {
            Workload = workload.Name,
            Threads = threads,
            Images = workload.Images,
            Gflop = Round(workload.Gflop, 4),
            Ours = own,
            Peers = others,
            BestPeer = best?.Name,
            Ratio = ratio,
            FmaPeakGflops = peak,
            ShareOfPeak = own.Gflops / peak is { } share ? Round(share, 3) : null,
            Limit = workload.Limit,
            BarAtLeast = bar?.AtLeast,
            BarAim = bar?.Aim,
            Met = bar is not null && ratio is { } r ? r >= bar.AtLeast : null,
            Idle = quiet,
            Notes = notes,
        };
    }

    private static Entry Sum(IContestant who, Workload workload, List<(IContestant Who, string Variant, Measurement What)> found)
    {
        var variants = found
            .Where(f => f.Who == who && f.What.MedianMs is not null)
            .GroupBy(f => f.Variant, f => f.What)
            .Select(g => (Variant: g.Key, Ms: Medians.Of(g.Select(m => m.MedianMs!.Value))!.Value, All: g.ToList()))
            .OrderBy(v => v.Ms)
            .ToList();
        if (variants is [])
            return new() { Name = who.Name, Error = found.FirstOrDefault(f => f.Who == who).What?.Error ?? "does not run this" };
        var best = variants[0];
        return new()
        {
            Name = who.Name,
            Engine = best.All[0].Engine,
            Ms = Round(best.Ms, 4),
            Rounds = [.. best.All.Select(m => m.MedianMs!.Value)],
            BesideMs = Medians.Of(best.All.Where(m => m.BesideMs is not null).Select(m => m.BesideMs!.Value)),
            ProcessorMs = Medians.Of(best.All.Where(m => m.ProcessorMs is not null).Select(m => m.ProcessorMs!.Value)),
            MsPerImage = Round(best.Ms / workload.Images, 4),
            Gflops = workload.Gflop > 0 ? Round(workload.Gflop / best.Ms * 1000, 1) : null,
            PeakMemoryMb = Medians.Of(best.All.Where(m => m.PeakMemoryMb is not null).Select(m => m.PeakMemoryMb!.Value)),
            Slower = variants.Count > 1 ? variants.Skip(1).ToDictionary(v => v.Variant, v => Round(v.Ms, 4)) : null,
            Error = found.FirstOrDefault(f => f.Who == who && f.What.Error is not null).What?.Error,
        };
    }

    // In the first round all variants; afterwards those that may still be the fastest.
    private static IEnumerable<string> Promising(IContestant who, Workload workload, List<(IContestant Who, string Variant, Measurement What)> found)
    {
        var first = found.Where(f => f.Who == who && f.What.MedianMs is not null).GroupBy(f => f.Variant).Select(g => g.First()).ToList();
        return first is [] ? who.Variants(workload) : [.. first.Where(f => f.What.MedianMs <= Hopeless * first.Min(o => o.What.MedianMs)).Select(f => f.Variant)];
    }

    // Whoever computes something else has not run the same workload.
    private static IEnumerable<string> Disagreements(IEnumerable<Measurement> found)
    {
        var checks = found.Where(m => m.Check is not null).DistinctBy(m => m.Engine).ToList();
        foreach (var other in checks.Skip(1))
        {
            double[] a = checks[0].Check!, b = other.Check!;
            var scale = a.Concat(b).Max(Math.Abs);
            if (a.Length != b.Length || a.Zip(b).Any(p => !(Math.Abs(p.First - p.Second) <= Tolerance * scale)))
                yield return Text($"NOT THE SAME NUMBERS: {checks[0].Engine} found [{Join(a)}], {other.Engine} [{Join(b)}]");
        }

        static string Join(double[] values) => string.Join(", ", values.Select(v => v.ToString("G6", CultureInfo.InvariantCulture)));
    }

    private static double Round(double x, int digits) => Math.Round(x, digits);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
