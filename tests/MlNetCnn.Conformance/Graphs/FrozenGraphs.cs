using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.EngineCases;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Conformance.Graphs;

/// <summary>Models with their weights as constants.</summary>
internal sealed class FrozenGraphs(ConformanceCase source) : WrittenGraph($"frozen_{source.Name}")
{
    public static IReadOnlyList<WrittenGraph> List { get; } =
        [.. AllCases.List.Where(c => c.Kind == CaseKind.Graph || c.Name is "mobilenet_0.25_64" or "resizing_lanczos3" or "transposed_dilated").Select(c => new FrozenGraphs(c))];

    public override string Kind => "inference, weights as constants";

    public override GraphScript Script() => Script(source.Model());

    public override Numbers Ask(Contender engine) => PredictCases.Run(source, engine);

    internal static IReadOnlyList<GraphScript.Feed> Feeds(TensorFlowGraph graph, IReadOnlyList<Compute.Tensor> inputs) => [.. graph.Inputs.Zip(inputs, (input, tensor) => new GraphScript.Feed(input.Name, tensor))];

    private GraphScript Script(Model model)
    {
        var graph = model.ToTensorFlowGraph();
        return new(graph.Graph, [new(Feeds(graph, source.Inputs(model)), [.. graph.Outputs.Select((output, i) => new GraphScript.Fetch(output.Name, $"output {i}"))], [])]);
    }
}
