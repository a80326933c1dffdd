using System.Globalization;

namespace MlNetCnn.Conformance.Engines;

/// <summary>An engine's outcomes together.</summary>
/// <param name="engine">The engine.</param>
/// <param name="outcomes">All outcomes, of all engines.</param>
internal sealed class EngineSummary(Contender engine, IEnumerable<Outcome> outcomes)
{
    private readonly Outcome[] _own = [.. outcomes.Where(o => o.Engine.Name == engine.Name)];

    public Contender Engine => engine;

    public int Agree => Count(OutcomeKind.Agrees);

    public int Differ => Count(OutcomeKind.Differs);

    public int Failed => Count(OutcomeKind.Failed);

    public int Skipped => Count(OutcomeKind.Skipped);

    /// <summary>The farthest from the reference.</summary>
    public Outcome? Worst => _own.Where(o => o.Share is not null).MaxBy(o => o.Share);

    public double Seconds => _own.Sum(o => o.Seconds);

    /// <summary>Whether it can be said to conform: it ran, and nothing differs or failed.</summary>
    public bool Conforms => engine.Engine is not null && Agree > 0 && Differ == 0 && Failed == 0;

    /// <summary>A line.</summary>
    public override string ToString() => engine.Engine is null
        ? $"{engine.Name,-18} NOT RUN: {engine.AbsentInShort}"
        : string.Create(CultureInfo.InvariantCulture, $"{engine.Name,-18} {Agree,5} agree {Differ,4} differ {Failed,4} failed {Skipped,4} skipped; largest {Worst?.Share ?? 0:0.0E+0} ({Worst?.Case.ToString() ?? "nothing ran"}), allowed {engine.Tolerance:0E+0}; {Seconds:F1} s");

    private int Count(OutcomeKind kind) => _own.Count(o => o.Result == kind);
}
