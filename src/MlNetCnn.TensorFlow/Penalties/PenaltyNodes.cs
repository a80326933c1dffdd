using System.Collections.Frozen;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Regularizers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>
/// What a regularizer adds to the loss, as nodes; the gradient is the operations' own. One file per regularizer. A class marked <see cref="PenalizesAttribute"/> with a constructor
/// without parameters is found by the regularizer's class.
/// </summary>
internal abstract class PenaltyNodes
{
    private static readonly FrozenDictionary<Type, PenaltyNodes> Table = MarkedClasses.Table<PenalizesAttribute, Type, PenaltyNodes>(mark => mark.Regularizer);

    /// <summary>Regularizers that can be written.</summary>
    public static IReadOnlyCollection<Type> Known => Table.Keys;

    /// <summary>Adds the penalty of a weight.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weight">The weight, which has a regularizer.</param>
    /// <param name="values">Its values.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="NotSupportedException">The weight's rank does not suit the regularizer.</exception>
    public static GraphTensor OfWeight(GraphBuilder graph, Weight weight, GraphTensor values) => Write(graph, weight.Regularizer!, values, $"the weight '{weight.Path}'");

    /// <summary>Adds the penalty of a layer's output: that of all its values, divided by the size of the batch, as Keras has it since 3.14.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="regularizer">The layer's activity regularizer.</param>
    /// <param name="output">The output, with its batch.</param>
    /// <param name="path">The layer, for the message.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="NotSupportedException">The output's rank does not suit the regularizer.</exception>
    public static GraphTensor OfOutput(GraphBuilder graph, Regularizer regularizer, GraphTensor output, string path)
    {
        var batch = graph.Cast(graph.GatherV2(graph.Shape(output), graph.Constant(0), 0), DataType.Float);
        return graph.RealDiv(Write(graph, regularizer, output, $"the output of the layer '{path}'"), batch);
    }

    /// <summary>Why the penalty cannot look at a tensor of this rank; null where it can.</summary>
    protected virtual string? Refuse(int rank) => null;

    /// <summary>Adds the penalty.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="regularizer">The regularizer.</param>
    /// <param name="x">What it looks at.</param>
    /// <returns>A scalar.</returns>
    protected abstract GraphTensor Value(GraphBuilder graph, Regularizer regularizer, GraphTensor x);

    /// <summary>one sum |x| + two sum x^2.</summary>
    protected static GraphTensor Elementwise(GraphBuilder graph, GraphTensor x, double one, double two)
    {
        int[] all = [.. Enumerable.Range(0, x.Shape.Rank)];
        GraphTensor Absolutes() => graph.Mul(graph.Constant((float)one), graph.Sum(graph.Abs(x), all));
        GraphTensor Squares() => graph.Mul(graph.Constant((float)two), graph.Sum(graph.Square(x), all));
        return (one, two) switch
        {
            (0, _) => Squares(),
            (_, 0) => Absolutes(),
            _ => graph.AddV2(Absolutes(), Squares()),
        };
    }

    private static GraphTensor Write(GraphBuilder graph, Regularizer regularizer, GraphTensor x, string where)
    {
        var nodes = Table[regularizer.GetType()];
        if (nodes.Refuse(x.Shape.Rank) is { } reason) throw new NotSupportedException($"The regularizer {regularizer.ClassName} of {where}: {reason}");
        using var scope = graph.Scope("penalty");
        return nodes.Value(graph, regularizer, x);
    }
}
