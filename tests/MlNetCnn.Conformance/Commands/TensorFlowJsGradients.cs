using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.Results;
using MlNetCnn.Conformance.Runtimes;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Commands;

/// <summary>Cases as graphs that also give gradients, of the first output times given numbers: by inputs and weights; in the applications, whose gradients take long there, by inputs and the first and last weight.</summary>
internal static class TensorFlowJsGradients
{
    private const string Ending = ".gradients";

    /// <summary>Writes one.</summary>
    /// <returns>Null where there is no gradient, which the table then says, or where files are absent.</returns>
    public static FileCase? Write(ConformanceCase c, string folder, CaseTable table)
    {
        if (c.Missing() is not null) return null;
        var whole = c.Model();
        var model = whole.Outputs.Count == 1 ? whole : new Model(whole.Inputs, [whole.Outputs[0]], whole.Name);
        var named = c with { Name = c.Name + Ending, Claim = null };
        (string Path, Weight Weight)[] weights = [.. Weights(model, "")];
        if (c.Kind == CaseKind.Application) weights = [weights[0], weights[^1]];
        string[] by = [.. model.Inputs.Select(i => i.Layer.Name), .. weights.Select(w => w.Path)];
        TensorFlowGradientGraph graph;
        var path = Path.Combine(folder, named.Name);
        try
        {
            graph = model.ToTensorFlowGradientGraph(by);
            graph.Graph.SaveTensorFlowJs(path);
        }
        catch (NotSupportedException e)
        {
            table.Fail(named, e.Message);
            return null;
        }

        using var net = new ManagedEngine().Compile(model, new CompileOptions { Precise = true });
        var inputs = c.Inputs(whole);
        Tensor? dy = null;
        var made = net.Differentiate(inputs, output => dy = Numbers(output), new GradientQuery { WithRespectTo = by });
        Tensor[] gradients = [.. made.Gradients.Take(inputs.Count), .. made.Gradients.Skip(inputs.Count).Zip(weights, (tensor, weight) => AsWeight(tensor, weight.Weight))];
        return new(
            named,
            Path.Combine(path, "model.json"),
            [.. graph.Inputs.Append(graph.OutputGradient).Zip(inputs.Append(dy!), (name, tensor) => (name, (int[])[tensor.Batch, .. tensor.Shape], tensor.Span.ToArray()))],
            [graph.Output, .. graph.Layers.Select(layer => layer.Gradient)],
            [made.Output, .. gradients]);
    }

    private static IEnumerable<(string Path, Weight Weight)> Weights(Model model, string prefix) => model.Layers.SelectMany(layer =>
        layer is Model inner ? Weights(inner, $"{prefix}{inner.Name}/")
        : layer.Weights.Where(w => w.Trainable).Select(w => (prefix + w.Path, w)));

    private static Tensor Numbers(Tensor output)
    {
        var tensor = new Tensor(output.Batch, output.Shape);
        var stream = new RandomStream(7, "conformance/output gradient");
        foreach (ref var value in tensor.Span) value = 2 * stream.NextSingle() - 1;
        return tensor;
    }

    private static Tensor AsWeight(Tensor tensor, Weight weight) => new(weight.Shape[0], [.. weight.Shape.Skip(1)], tensor.Values);
}
