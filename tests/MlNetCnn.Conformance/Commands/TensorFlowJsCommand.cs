using System.CommandLine;
using System.Text.RegularExpressions;
using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.Results;
using MlNetCnn.Conformance.Runtimes;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Commands;

/// <summary><c>tfjs</c>: each case as TensorFlow operations, in TensorFlow.js: an independent reader and executor of the graphs that TensorFlow gets.</summary>
internal static partial class TensorFlowJsCommand
{
    public static Command Create(TextWriter output, CancellationToken cancellation)
    {
        var (cases, folder, node) = (CaseOptions.Cases(), CaseOptions.Output("ConformTfjs"), CaseOptions.Node());
        var command = new Command("tfjs", "Writes each case for TensorFlow.js, and runs it there beside the managed engine: its whole batch, the first element alone, and gradients.") { cases, folder, node };
        command.SetAction(parsed => Run(CaseOptions.Choose(parsed.GetValue(cases)), Path.GetFullPath(parsed.GetValue(folder)!), parsed.GetValue(node)!, output, cancellation));
        return command;
    }

    private static int Run(IReadOnlyList<ConformanceCase> cases, string folder, string node, TextWriter output, CancellationToken cancellation)
    {
        if (NodeRuntime.TensorFlowJs(node, folder, output.WriteLine, cancellation) is not { } runtime)
        {
            output.WriteLine("skipped: TensorFlow.js is not to be had; nothing was compared.");
            return 0;
        }

        var table = new CaseTable(output, "TensorFlow.js");
        var files = Path.Combine(folder, "files");
        Directory.CreateDirectory(files);
        foreach (var kind in cases.GroupBy(c => c.Kind))
        {
            var written = new List<FileCase[]>();
            foreach (var c in kind)
            {
                cancellation.ThrowIfCancellationRequested();
                if (c.Missing() is { } missing) table.Skip(c, missing);
                else if (Write(c, files, table) is { } made) written.Add(made);
            }

            if (kind.Key == CaseKind.Graph) written.AddRange(TensorFlowJsVariants.Write(files, table));
            var answers = runtime.Run([.. written.SelectMany(runs => runs)], files, cancellation);
            foreach (var runs in written) Judge(runs, [.. runs.Select(run => answers[run.Case.Name])], table);
        }

        FileCase[] gradients = [.. cases.Where(c => c.Kind != CaseKind.Real).Select(c => TensorFlowJsGradients.Write(c, files, table)).OfType<FileCase>()];
        var slopes = runtime.Run(gradients, files, cancellation, "--gradients");
        foreach (var run in gradients) Judge([run], [slopes[run.Case.Name]], table);
        table.Close();
        return table.ExitCode;
    }

    /// <summary>The case's batch, and its first element alone where there are more and the graph takes it.</summary>
    internal static FileCase[]? Write(ConformanceCase c, string folder, CaseTable table, TensorFlowGraphOptions? options = null, CompileOptions? compile = null, IReadOnlyList<Tensor>? given = null)
    {
        var model = c.Model();
        var inputs = given ?? c.Inputs(model);
        TensorFlowGraph graph;
        var path = Path.Combine(folder, c.Name);
        try
        {
            graph = model.SaveTensorFlowJs(path, options);
        }
        catch (NotSupportedException e)
        {
            table.Fail(c, e.Message);
            return null;
        }

        using var net = new ManagedEngine().Compile(model, (compile ?? new CompileOptions()) with { Precise = true });
        var whole = Made(c, inputs);
        return inputs[0].Batch == 1 || options?.BatchSize is not null ? [whole] : [whole, Made(c with { Name = $"{c.Name}.one", Claim = null }, [.. inputs.Select(First)])];

        FileCase Made(ConformanceCase made, IReadOnlyList<Tensor> batch) => new(
            made,
            Path.Combine(path, "model.json"),
            [.. graph.Inputs.Zip(batch, (input, tensor) => (input.Name, (int[])[tensor.Batch, .. tensor.Shape], tensor.Span.ToArray()))],
            [.. graph.Outputs.Select(o => o.Name)],
            net.Predict(batch));
    }

    private static Tensor First(Tensor batch) => new(1, batch.Shape, batch.Span[..(batch.Span.Length / batch.Batch)].ToArray());

    private static void Judge(FileCase[] runs, Answer[] answers, CaseTable table)
    {
        var error = answers.FirstOrDefault(answer => answer.Error is not null)?.Error;
        if (error is null) table.Compare(runs[0].Case, [.. runs.Zip(answers, (run, answer) => (run.Expected, answer.Outputs))]);
        else if (Unknown().Match(error) is { Success: true } op) table.Skip(runs[0].Case, $"TensorFlow.js has no {op.Groups[1].Value}");
        else table.Fail(runs[0].Case, error);
    }

    /// <summary>What the graph executor says of operations that it, or its backend, does not have.</summary>
    [GeneratedRegex(@"^(?:Unknown op '|Node type |Kernel ')(\w+)(?:'\. File an issue| is not implemented|' not registered for backend)")]
    private static partial Regex Unknown();
}
