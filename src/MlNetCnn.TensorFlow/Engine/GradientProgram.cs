using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>A graph for one kind of <see cref="GradientQuery"/>: forward, and back from a gradient that is fed.</summary>
internal sealed class GradientProgram
{
    /// <summary>Writes the graph.</summary>
    /// <param name="number">Counts such graphs of a session, for the names.</param>
    /// <param name="compiled">The model.</param>
    /// <param name="query">The question.</param>
    /// <param name="targets">What its names stand for.</param>
    /// <param name="nameOf">Shared names of weights.</param>
    /// <exception cref="NotSupportedException">A layer cannot be written, or an operation has no gradient; the message names it.</exception>
    public GradientProgram(int number, CompiledGraph compiled, GradientQuery query, GradientTargets targets, Func<Weight, string> nameOf)
    {
        HashSet<GraphValue> seen = [.. targets.By.Select(t => t.Value).OfType<GraphValue>()];
        var part = new GraphPart($"gradient_{number}/", compiled, targets.Calls, nameOf, query.Training, seen);
        var graph = part.Graph;
        var output = part.Nodes[compiled.Outputs[0]];
        var gradient = graph.Placeholder(DataType.Float, compiled.Outputs[0].Shape.WithBatch(), "output_gradient");
        GraphTensor[] by = [.. targets.By.Select(t => t.Weight is { } weight ? part.Weights.Read(weight) : part.Nodes[t.Value!])];
        var gradients = Gradients.Add(graph, [(output, gradient)], by, query.Relu);

        Output = part.Fetch(output, "output");
        Values = [.. targets.Kept.Select((value, i) => part.Fetch(part.Nodes[value], $"value_{i}"))];
        ResultOf = [.. gradients.Select((result, i) => result is null ? null : part.Fetch(result, $"by_{i}"))];
        (Graph, Inputs, OutputGradient, Variables, Noise) = (graph.Build(), [.. part.Inputs.Select(i => i.Name)], gradient.Name, part.Weights.All, part.Nodes.Noise);
    }

    public GraphDef Graph { get; }

    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Node to fetch the first output from.</summary>
    public string Output { get; }

    /// <summary>Nodes to fetch the values from.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Node to feed with the gradient by the first output.</summary>
    public string OutputGradient { get; }

    /// <summary>Nodes to fetch the gradients from; null for one that is 0 whatever is fed.</summary>
    public IReadOnlyList<string?> ResultOf { get; }

    public IReadOnlyList<GraphVariable> Variables { get; }

    /// <summary>Numbers that layers draw, by the node to feed.</summary>
    public IReadOnlyList<(string Node, LayerNoise Noise)> Noise { get; }
}
