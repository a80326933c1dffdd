using System.Collections.Frozen;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>
/// How one of Keras's losses becomes nodes: forward only, the gradient is the operations' own, and comes to what <see cref="Loss.Compute"/> gives. One file per loss. A class marked
/// <see cref="ComputesAttribute"/> with a constructor without parameters is found by the loss's class.
/// </summary>
internal abstract class LossNodes
{
    /// <summary>Keras's epsilon in float32: probabilities are clipped to [epsilon, 1 - epsilon], as the managed losses do.</summary>
    protected const float Epsilon = 1e-7f;

    private static readonly FrozenDictionary<Type, LossNodes> Table = MarkedClasses.Table<ComputesAttribute, Type, LossNodes>(mark => mark.Loss);

    /// <summary>Losses that can be written.</summary>
    public static IReadOnlyCollection<Type> Known => Table.Keys;

    /// <summary>What writes a loss.</summary>
    /// <exception cref="NotSupportedException">Nothing does: it is somebody's own.</exception>
    public static LossNodes For(Loss loss) => Table.TryGetValue(loss.GetType(), out var nodes)
        ? nodes
        : throw new NotSupportedException($"The loss '{loss.Name}' ({loss.GetType().Name}) cannot be written as TensorFlow operations: only this library's own losses can. The managed engine trains with any.");

    /// <summary>Shape of one element's targets.</summary>
    /// <param name="output">Shape of one element of the predictions.</param>
    public virtual Shape TargetShape(Shape output) => output;

    /// <summary>Adds the loss: sum(weight * loss of a row) / rows, Keras's <c>sum_over_batch_size</c>. A row is the last axis of the predictions.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="predictions">The model's output.</param>
    /// <param name="targets">Shaped as <see cref="TargetShape"/>, behind the batch.</param>
    /// <param name="sampleWeights">One per element, or one for all.</param>
    /// <returns>A scalar.</returns>
    public GraphTensor Write(GraphBuilder graph, Loss loss, GraphTensor predictions, GraphTensor targets, GraphTensor sampleWeights)
    {
        using var scope = graph.Scope("loss");
        var rows = Rows(graph, loss, predictions, targets);
        var rank = rows.Shape.Rank;
        var weights = rank == 1 ? sampleWeights : graph.Reshape(sampleWeights, [-1, .. Enumerable.Repeat(1, rank - 1)]);
        return graph.Mean(graph.Mul(rows, weights), [.. Enumerable.Range(0, rank)]);
    }

    /// <summary>Adds the loss of each row.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="predictions">At least one axis behind the batch.</param>
    /// <param name="targets">The targets.</param>
    /// <returns>The predictions' shape without the last axis.</returns>
    protected abstract GraphTensor Rows(GraphBuilder graph, Loss loss, GraphTensor predictions, GraphTensor targets);
}

/// <summary>Nodes of one class of losses.</summary>
internal abstract class LossNodes<TLoss> : LossNodes
    where TLoss : Loss
{
    protected sealed override GraphTensor Rows(GraphBuilder graph, Loss loss, GraphTensor predictions, GraphTensor targets) => Rows(graph, (TLoss)loss, predictions, targets);

    /// <inheritdoc cref="LossNodes.Rows(GraphBuilder, Loss, GraphTensor, GraphTensor)"/>
    protected abstract GraphTensor Rows(GraphBuilder graph, TLoss loss, GraphTensor predictions, GraphTensor targets);
}
