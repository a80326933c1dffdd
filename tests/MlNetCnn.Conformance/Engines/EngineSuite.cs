using System.Diagnostics;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Engines;

/// <summary>Asks every engine every question and compares the answers with the reference's.</summary>
internal static class EngineSuite
{
    /// <summary>Runs.</summary>
    /// <param name="engines">Engines; those that cannot start are passed over.</param>
    /// <param name="cases">Questions.</param>
    /// <param name="finished">Told the outcomes of each case, engine by engine.</param>
    /// <param name="cancellation">Ends it between two questions.</param>
    /// <returns>All outcomes.</returns>
    public static IReadOnlyList<Outcome> Run(IReadOnlyList<Contender> engines, IReadOnlyList<EngineCase> cases, Action<EngineCase, IReadOnlyList<Outcome>>? finished, CancellationToken cancellation)
    {
        var outcomes = new List<Outcome>();
        foreach (var c in cases)
        {
            var row = Ask([.. engines.Where(e => e.Engine is not null)], c, cancellation);
            outcomes.AddRange(row);
            finished?.Invoke(c, row);
        }

        return outcomes;
    }

    private static IReadOnlyList<Outcome> Ask(IReadOnlyList<Contender> engines, EngineCase c, CancellationToken cancellation)
    {
        if (c.Missing() is { } missing) return [.. engines.Select(e => new Outcome(e, c, null, missing, OutcomeKind.Skipped, 0))];
        var expected = c.Run(Contenders.Reference);
        Numbers? managed = null;
        var row = new List<Outcome>();
        foreach (var engine in engines)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((c.RunGraph is not null && engine.Open is null ? "it has no graphs" : c.NotFor(engine)) is { } why)
            {
                row.Add(new(engine, c, null, why, OutcomeKind.NotAsked, 0));
                continue;
            }

            var watch = Stopwatch.StartNew();
            try
            {
                var found = (c.RunGraph ?? c.Run)(engine);
                var seconds = watch.Elapsed.TotalSeconds;
                if (engine.Name == Contenders.Managed) managed = found;
                var (share, where) = found.From(engine.Tolerance > 0 ? expected : managed ?? c.Run(Contenders.Reference with { Precise = false }));
                row.Add(new(engine, c, share, where, share <= engine.Tolerance ? OutcomeKind.Agrees : OutcomeKind.Differs, seconds));
            }
            catch (Exception e) when (e is TensorFlowException or NotSupportedException or ArgumentException or InvalidOperationException or ModelFormatException or IOException)
            {
                row.Add(new(engine, c, null, e.Message.ReplaceLineEndings(" "), OutcomeKind.Failed, watch.Elapsed.TotalSeconds));
            }
        }

        return row;
    }
}
