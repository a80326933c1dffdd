using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.Results;

/// <summary>Cases down, engines across; and the same as JSON.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="engines">All engines, those too that cannot start.</param>
internal sealed class EngineTable(TextWriter output, IReadOnlyList<Contender> engines)
{
    /// <summary>Who takes part, and who does not and why.</summary>
    public void Open()
    {
        foreach (var engine in engines) output.WriteLine(engine.Engine is null ? $"{engine.Name}: cannot start: {engine.AbsentInShort}" : $"{engine.Name}: {engine.Description}");
        output.WriteLine();
        output.WriteLine($"{"",-58}{string.Concat(engines.Where(e => e.Engine is not null).Select(e => $"{e.Name,17}"))}");
    }

    /// <summary>A case's line, and what there is to say about those that do not agree.</summary>
    public void Add(EngineCase c, IReadOnlyList<Outcome> row)
    {
        output.WriteLine($"{c.Kind,-9} {c.Name,-48}{string.Concat(row.Select(o => $"{Cell(o),17}"))}");
        foreach (var o in row.Where(o => o.Result is OutcomeKind.Differs or OutcomeKind.Failed)) output.WriteLine($"          {o.Engine.Name}: {o.Where}");
        if (row.Count > 0 && row[0].Result == OutcomeKind.Skipped) output.WriteLine($"          skipped: {row[0].Where}");
    }

    /// <summary>The sums.</summary>
    public void Close(IReadOnlyList<EngineSummary> summaries)
    {
        output.WriteLine();
        foreach (var summary in summaries) output.WriteLine(summary);
        output.WriteLine("Differences are from the managed engine with exact sums: of outputs, losses and weights by themselves where an array's largest value is below 1, else as a share of it; of gradients always");
        output.WriteLine($"as a share of the array's largest. Allowed: {Contenders.Tolerance:0E+0} for float32 sums in another order; {Contenders.Tf32Tolerance:0E+0} on GPUs unless {Contenders.Tf32Variable}=0 forbids TF32, whose factors have 11 bits;");
        output.WriteLine("nothing between the managed engine's own vector widths and thread counts.");
    }

    /// <summary>Saves all of it.</summary>
    public static void Save(string path, IReadOnlyList<EngineSummary> summaries, IReadOnlyList<Outcome> outcomes) => AtomicFile.Write(path, stream =>
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        new JsonObject { ["engines"] = new JsonArray([.. summaries.Select(Describe)]), ["cases"] = new JsonArray([.. outcomes.Select(Describe)]) }.WriteTo(writer);
    });

    private static JsonObject Describe(EngineSummary s) => new()
    {
        ["name"] = s.Engine.Name,
        ["description"] = s.Engine.Description,
        ["cannotStart"] = s.Engine.Absent,
        ["tolerance"] = s.Engine.Tolerance,
        ["agree"] = s.Agree,
        ["differ"] = s.Differ,
        ["failed"] = s.Failed,
        ["skipped"] = s.Skipped,
        ["largest"] = Finite(s.Worst?.Share),
        ["largestIn"] = s.Worst?.Case.ToString(),
        ["seconds"] = Math.Round(s.Seconds, 3),
    };

    private static JsonObject Describe(Outcome o) => new()
    {
        ["engine"] = o.Engine.Name,
        ["kind"] = o.Case.Kind.ToString(),
        ["case"] = o.Case.Name,
        ["result"] = o.Result.ToString(),
        ["difference"] = Finite(o.Share),
        ["where"] = o.Where,
        ["seconds"] = Math.Round(o.Seconds, 4),
    };

    // JSON has no infinity; "where" says what is wrong then.
    private static JsonNode? Finite(double? share) => share is { } value && double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static string Cell(Outcome o) => o.Result switch
    {
        OutcomeKind.Agrees or OutcomeKind.Differs => string.Create(CultureInfo.InvariantCulture, $"{o.Share:0.0E+0}{(o.Result == OutcomeKind.Differs ? " DIFFERS" : "")}"),
        OutcomeKind.Failed => "FAILED",
        OutcomeKind.Skipped => "skipped",
        _ => "-",
    };
}
