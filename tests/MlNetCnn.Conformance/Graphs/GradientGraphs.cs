using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Graphs;

/// <summary>Models with the gradients of a score.</summary>
internal sealed class GradientGraphs(ConformanceCase source, ReluGradient relu) : WrittenGraph($"gradients_{source.Name}_{relu}".ToLowerInvariant())
{
    public static IReadOnlyList<WrittenGraph> List { get; } =
    [
        .. from name in new[] { "residual", "branches_concatenated", "nested_models" }
           from relu in Enum.GetValues<ReluGradient>()
           select new GradientGraphs(AllCases.List.Single(c => c.Name == name), relu),
    ];

    public override string Kind => "inference with gradients of a score by inputs and weights";

    public override GraphScript Script()
    {
        var model = source.Model();
        var graph = model.ToTensorFlowGradientGraph(GradientCases.ByAll(model), new GradientGraphOptions { Relu = relu, Logits = true });
        return new(graph.Graph, [new(
            [.. graph.Inputs.Zip(source.Inputs(model), (node, tensor) => new GraphScript.Feed(node, tensor)), new(graph.OutputGradient, Score(new Tensor(source.Batch, model.OutputShape)))],
            [new(graph.Output, "output"), .. graph.Layers.Select(layer => new GraphScript.Fetch(layer.Gradient, $"gradient by {layer.Name}", IsGradient: true))], [])]);
    }

    public override Numbers Ask(Contender engine)
    {
        var model = source.Model();
        using var net = engine.Compile(model, new CompileOptions { Logits = true });
        var query = new GradientQuery { WithRespectTo = GradientCases.ByAll(model), Relu = relu };
        var result = net.Differentiate(source.Inputs(model), Score, query);
        var numbers = new Numbers();
        numbers.Add("output", result.Output.Span);
        foreach (var (gradient, name) in result.Gradients.Zip(query.WithRespectTo)) numbers.AddGradient($"gradient by {name}", gradient.Span);
        return numbers;
    }

    /// <summary>The sum over the batch of each element's second score, as Grad-CAM asks.</summary>
    private static Tensor Score(Tensor output)
    {
        var slope = new Tensor(output.Batch, output.Shape);
        for (var i = 0; i < output.Batch; i++) slope[i][1] = 1;
        return slope;
    }
}
