using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.Results;
using MlNetCnn.Conformance.Runtimes;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Commands;

/// <summary>What options make of a graph: logits, outputs of other layers, the part behind a layer, batches of one size.</summary>
internal static class TensorFlowJsVariants
{
    /// <summary>Writes the files.</summary>
    public static IEnumerable<FileCase[]> Write(string folder, CaseTable table)
    {
        var residual = AllCases.List.Single(c => c.Name == "residual");
        IReadOnlyList<string> layers = ["conv2d", "add", "dense"], tail = ["add"];
        var model = residual.Model();
        var middle = new Tensor(2, [8, 8, 4]);
        var stream = new RandomStream(7, "conformance/tail");
        foreach (ref var value in middle.Span) value = stream.NextSingle();
        (string Name, TensorFlowGraphOptions Options, CompileOptions Compile, Tensor[] Inputs)[] variants =
        [
            ("logits", new() { Logits = true }, new() { Logits = true }, [.. residual.Inputs(model)]),
            ("outputs", new() { Outputs = layers }, new() { Outputs = layers }, [.. residual.Inputs(model)]),
            ("tail", new() { Inputs = tail }, new() { Inputs = tail }, [middle]),
            ("batch", new() { BatchSize = 2 }, new(), [.. residual.Inputs(model)]),
        ];
        return variants.Select(v => TensorFlowJsCommand.Write(residual with { Name = $"option_{v.Name}" }, folder, table, v.Options, v.Compile, v.Inputs)).OfType<FileCase[]>();
    }
}
