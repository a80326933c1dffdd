using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>A graph for prediction, and what to feed and fetch.</summary>
internal sealed class PredictionProgram
{
    /// <summary>Floats that a portion's values may take together by default: 1 GiB. More elements run one portion after the other.</summary>
    public const long FloatsAtOnce = 256L << 20;

    /// <summary>Writes the graph.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="nameOf">Shared names of weights.</param>
    /// <param name="floatsAtOnce">See <see cref="FloatsAtOnce"/>.</param>
    /// <exception cref="NotSupportedException">A layer cannot be written; the message names it.</exception>
    public PredictionProgram(CompiledGraph compiled, Func<Weight, string> nameOf, long floatsAtOnce)
    {
        var calls = compiled.Flat.Needed(compiled.Outputs);
        var part = new GraphPart("predict/", compiled, calls, nameOf, training: false);
        Outputs = [.. compiled.Outputs.Select((output, i) => part.Fetch(part.Nodes[output], $"output_{i}"))];
        (Graph, Inputs, Variables) = (part.Graph.Build(), [.. part.Inputs.Select(i => i.Name)], part.Weights.All);
        var floats = compiled.Inputs.Concat(calls.Select(c => c.Output)).Concat(compiled.Outputs).Sum(v => (long)v.Count);
        Portion = (int)Math.Clamp(floatsAtOnce / Math.Max(1, floats), 1, int.MaxValue);
    }

    public GraphDef Graph { get; }

    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    public IReadOnlyList<GraphVariable> Variables { get; }

    /// <summary>Elements that run together at most.</summary>
    public int Portion { get; }
}
