using System.Globalization;
using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;

namespace MlNetCnn.Conformance.Results;

/// <summary>Prints a line for each case and counts; nothing that did not run counts as passed.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="runtime">Who is compared with the managed engine.</param>
internal sealed class CaseTable(TextWriter output, string runtime)
{
    private readonly List<string> _failed = [];
    private readonly List<string> _skipped = [];
    private double _worst;
    private int _agree;

    /// <summary>0 where all that ran agree, and something ran.</summary>
    public int ExitCode => _failed.Count == 0 && _agree > 0 ? 0 : 1;

    /// <summary>A case that ran, and what was promised of its first run's first output.</summary>
    /// <param name="c">The case.</param>
    /// <param name="runs">What the managed engine and the other made of each batch.</param>
    public void Compare(ConformanceCase c, IReadOnlyList<(IReadOnlyList<Tensor> Expected, IReadOnlyList<float[]> Found)> runs)
    {
        var comparisons = runs.Select(run => Comparison.Of(run.Expected, run.Found)).ToArray();
        var comparison = comparisons.FirstOrDefault(run => !run.Holds) ?? comparisons.MaxBy(run => run.Difference)!;
        var first = runs[0].Expected[0];
        var broken = comparison.Holds && c.Claim is { } claim && !claim.Holds(new Tensor(first.Batch, first.Shape, runs[0].Found[0]));
        Add(c, comparison, c.Claim?.Text, broken ? $"not {c.Claim!.Text}" : null);
    }

    /// <summary>A case that ran.</summary>
    /// <param name="c">The case.</param>
    /// <param name="comparison">How near.</param>
    /// <param name="note">What else there is to say; null for nothing.</param>
    /// <param name="wrong">What else is wrong; null for nothing.</param>
    public void Add(ConformanceCase c, Comparison comparison, string? note = null, string? wrong = null)
    {
        var holds = comparison.Holds && wrong is null;
        if (holds) _agree++;
        else _failed.Add(c.Name);
        _worst = Math.Max(_worst, comparison.Difference);
        Line(c, string.Create(CultureInfo.InvariantCulture, $"{comparison.Difference,9:E1} of {comparison.Largest,8:G4}  {(holds ? "ok" : "DIFFERS")}"), wrong ?? note);
    }

    /// <summary>A case that should have run and broke off.</summary>
    public void Fail(ConformanceCase c, string reason)
    {
        _failed.Add(c.Name);
        Line(c, "FAILED", reason);
    }

    /// <summary>A case that cannot run here.</summary>
    public void Skip(ConformanceCase c, string reason)
    {
        _skipped.Add($"{c.Name} ({reason})");
        Line(c, "skipped", reason);
    }

    /// <summary>The sum of it.</summary>
    public void Close()
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runtime}: {_agree} agree, {_failed.Count} do not, {_skipped.Count} skipped; largest difference {_worst:E1}, allowed {Comparison.Tolerance:E0} (of values above 1, as a share)"));
        if (_failed.Count > 0) output.WriteLine($"not agreeing: {string.Join(", ", _failed)}");
        if (_skipped.Count > 0) output.WriteLine($"not run: {string.Join(", ", _skipped)}");
    }

    private void Line(ConformanceCase c, string result, string? note) => output.WriteLine($"{c.Kind,-12} {c.Name,-44} {result,-32} {note}".TrimEnd());
}
