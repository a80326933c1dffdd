using System.CommandLine;
using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.Results;
using MlNetCnn.Conformance.Runtimes;
using MlNetCnn.Onnx;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Conformance.Commands;

/// <summary><c>onnx</c>: each case as an ONNX file, in ONNX Runtime and through ONNX's own checker.</summary>
internal static class OnnxCommand
{
    public static Command Create(TextWriter output, CancellationToken cancellation)
    {
        var (cases, folder, node) = (CaseOptions.Cases(), CaseOptions.Output("ConformOnnx"), CaseOptions.Node());
        var python = new Option<string?>("--python") { Description = "Python with the package onnx, for its checker; by default python3, then the system's own" };
        var opset = new Option<int>("--opset") { Description = "Version of the operators", DefaultValueFactory = _ => new OnnxOptions().Opset };
        var fold = new Option<bool>("--fold") { Description = "Folds batch normalizations" };
        var first = new Option<bool>("--channels-first") { Description = "Files take pictures with their channels first" };
        var command = new Command("onnx", "Writes each case as an ONNX file, runs it in ONNX Runtime beside the managed engine, and has ONNX's own checker look at it.") { cases, folder, node, python, opset, fold, first };
        command.SetAction(parsed =>
        {
            var options = new OnnxOptions
            {
                Opset = parsed.GetValue(opset),
                FoldBatchNormalization = parsed.GetValue(fold),
                InputLayout = parsed.GetValue(first) ? OnnxInputLayout.ChannelsFirst : OnnxInputLayout.AsModel,
            };
            string[] pythons = parsed.GetValue(python) is { } given ? [given] : OperatingSystem.IsWindows() ? ["python"] : ["python3", "/usr/bin/python3"];
            return Run(CaseOptions.Choose(parsed.GetValue(cases)), Path.GetFullPath(parsed.GetValue(folder)!), parsed.GetValue(node)!, pythons, options, output, cancellation);
        });
        return command;
    }

    private static int Run(
        IReadOnlyList<ConformanceCase> cases, string folder, string node, IReadOnlyList<string> pythons, OnnxOptions options, TextWriter output, CancellationToken cancellation)
    {
        var scripts = Path.Combine(AppContext.BaseDirectory, "scripts");
        var runtime = NodeRuntime.Onnx(node, folder, output.WriteLine, cancellation);
        var checker = OnnxChecker.Find(pythons, scripts, output.WriteLine, cancellation);
        if (runtime is null && checker is null)
        {
            output.WriteLine("skipped: neither ONNX Runtime nor ONNX's checker is to be had; nothing was compared.");
            return 0;
        }

        var table = new CaseTable(output, "ONNX");
        var files = Path.Combine(folder, "files");
        Directory.CreateDirectory(files);
        foreach (var kind in cases.GroupBy(c => c.Kind))
        {
            var written = new List<FileCase>();
            foreach (var c in kind)
            {
                cancellation.ThrowIfCancellationRequested();
                if (c.Missing() is { } missing) table.Skip(c, missing);
                else if (Write(c, files, options, table) is { } made) written.Add(made);
            }

            if (kind.Key == CaseKind.Graph) written.AddRange(OnnxVariants.Write(files, options));

            var answers = runtime?.Run(written, files, cancellation);
            var wrongs = checker?.Check([.. written.Select(w => w.File)], cancellation);
            foreach (var w in written) Judge(w, answers?[w.Case.Name], wrongs is null ? null : wrongs.GetValueOrDefault(w.File, "no word of the checker"), table);
        }

        table.Close();
        return table.ExitCode;
    }

    private static FileCase? Write(ConformanceCase c, string folder, OnnxOptions options, CaseTable table)
    {
        var model = c.Model();
        var inputs = c.Inputs(model);
        using var net = new ManagedEngine().Compile(model, new CompileOptions { Precise = true });
        var file = Path.Combine(folder, $"{c.Name}.onnx");
        try
        {
            model.SaveOnnx(file, options);
        }
        catch (NotSupportedException e)
        {
            table.Fail(c, e.Message);
            return null;
        }

        var graph = OnnxModels.Make(model, options).Graph;
        return new FileCase(c, file, [.. graph.Inputs.Zip(inputs, (info, tensor) => Input(info, tensor))], [.. graph.Outputs.Select(o => o.Name)], net.Predict(inputs));
    }

    /// <summary>An input as the file wants it.</summary>
    internal static (string Name, int[] Shape, float[] Values) Input(ValueInfoProto info, Tensor tensor)
    {
        int[] shape = [tensor.Batch, .. info.Shape!.Skip(1).Select(d => (int)d.Size!)];
        if (shape.Skip(1).SequenceEqual(tensor.Shape)) return (info.Name, shape, tensor.Span.ToArray());
        int pixels = tensor.Shape[0] * tensor.Shape[1], channels = tensor.Shape[2];
        var turned = new float[tensor.Span.Length];
        for (var n = 0; n < tensor.Batch; n++)
            for (var p = 0; p < pixels; p++)
                for (var c = 0; c < channels; c++) turned[(n * channels + c) * pixels + p] = tensor.Span[(n * pixels + p) * channels + c];
        return (info.Name, shape, turned);
    }

    private static void Judge(FileCase w, Answer? answer, string? wrong, CaseTable table)
    {
        if (wrong is { Length: > 0 }) table.Fail(w.Case, $"ONNX's checker: {wrong}");
        else if (answer is null) table.Skip(w.Case, "ONNX Runtime is not here; the checker takes the file");
        else if (answer.Error is { } error) table.Fail(w.Case, error);
        else table.Compare(w.Case, [(w.Expected, answer.Outputs)]);
    }
}
