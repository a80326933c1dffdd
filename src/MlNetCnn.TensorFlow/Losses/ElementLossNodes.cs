using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>A loss that is the mean over the values of a row.</summary>
internal abstract class ElementLossNodes<TLoss> : LossNodes<TLoss>
    where TLoss : Loss
{
    protected sealed override GraphTensor Rows(GraphBuilder graph, TLoss loss, GraphTensor predictions, GraphTensor targets) => graph.Mean(Values(graph, loss, predictions, targets), [-1]);

    /// <summary>Adds the loss of each value.</summary>
    protected abstract GraphTensor Values(GraphBuilder graph, TLoss loss, GraphTensor p, GraphTensor t);
}
