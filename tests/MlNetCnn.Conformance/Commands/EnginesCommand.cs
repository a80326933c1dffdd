using System.CommandLine;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Conformance.Results;

namespace MlNetCnn.Conformance.Commands;

/// <summary><c>engines</c>: one set of questions to every engine that starts here.</summary>
internal static class EnginesCommand
{
    public static Command Create(TextWriter output, CancellationToken cancellation)
    {
        var (cases, folder) = (CaseOptions.Cases(), CaseOptions.Output("Conform"));
        cases.Description = "Cases whose names hold one of these parts, or kinds of cases (Predict, Gradient, Train, Handover, Graph): conv2d,Train. All by default.";
        var engines = new Option<string?>("--engines") { Description = "Engines by name with commas: managed,managed-portable,interpreted,tensorflow-cpu,tensorflow-gpu. All by default." };
        var library = new Option<string?>("--tensorflow") { Description = "TensorFlow's library (libtensorflow.so.2, libtensorflow_cc.so.2), or a folder that holds it; by default what MLNETCNN_TENSORFLOW names, or what is found" };
        var require = new Option<string?>("--require") { Description = "Engines, by name with commas, that must start: tensorflow for either kind, tensorflow-cpu, tensorflow-gpu. None by default: engines that cannot start are listed with the reason." };
        var command = new Command("engines", "Asks every engine that starts here for outputs, gradients and training, and compares with the managed engine's exact sums.") { cases, engines, library, require, folder };
        command.SetAction(parsed => Run(
            Choose(parsed.GetValue(cases)), Choose(Contenders.Find(parsed.GetValue(library)), parsed.GetValue(engines)), Names(parsed.GetValue(require)),
            Path.GetFullPath(parsed.GetValue(folder)!), output, cancellation));
        return command;
    }

    private static int Run(IReadOnlyList<EngineCase> cases, IReadOnlyList<Contender> engines, IReadOnlyList<string> required, string folder, TextWriter output, CancellationToken cancellation)
    {
        if (required.FirstOrDefault(name => !engines.Any(e => IsOf(e, name))) is { } unknown) throw new ArgumentException($"--require: '{unknown}' is none of the engines {string.Join(", ", engines.Select(e => e.Name))}.");
        var table = new EngineTable(output, engines);
        table.Open();
        var outcomes = EngineSuite.Run(engines, cases, table.Add, cancellation);
        IReadOnlyList<EngineSummary> summaries = [.. engines.Select(e => new EngineSummary(e, outcomes))];
        table.Close(summaries);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "table.json");
        EngineTable.Save(file, summaries, outcomes);
        output.WriteLine(file);
        var lacking = required.Where(name => !engines.Any(e => e.Engine is not null && IsOf(e, name))).ToArray();
        if (lacking.Length > 0) output.WriteLine($"required, but cannot start: {string.Join(", ", lacking)}");
        return lacking.Length == 0 && summaries.All(s => s.Engine.Engine is null || s.Conforms) ? 0 : 1;
    }

    private static bool IsOf(Contender engine, string name) => engine.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || engine.Name.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase);

    private static string[] Names(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IReadOnlyList<Contender> Choose(IReadOnlyList<Contender> all, string? text)
    {
        var wanted = Names(text);
        if (wanted.FirstOrDefault(name => !all.Any(e => IsOf(e, name))) is { } unknown) throw new ArgumentException($"--engines: '{unknown}' is none of {string.Join(", ", all.Select(e => e.Name))}.");
        return wanted.Length == 0 ? all : [.. all.Where(e => wanted.Any(name => IsOf(e, name)))];
    }

    private static IReadOnlyList<EngineCase> Choose(string[]? parts)
    {
        string[] wanted = [.. (parts ?? []).SelectMany(Names)];
        if (wanted.Length == 0) return AllEngineCases.List;
        EngineCase[] chosen = [.. AllEngineCases.List.Where(c => wanted.Any(p => c.Name.Contains(p, StringComparison.OrdinalIgnoreCase) || c.Kind.ToString().Equals(p, StringComparison.OrdinalIgnoreCase)))];
        return chosen.Length > 0 ? chosen : throw new ArgumentException($"No case's name holds {string.Join(" or ", wanted)}, and no kind of cases is named so.");
    }
}
