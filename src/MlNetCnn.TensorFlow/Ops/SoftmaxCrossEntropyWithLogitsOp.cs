using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>SoftmaxCrossEntropyWithLogits: -Σ labels log softmax(features) by row; outputs loss and backprop, the gradient by the features.</summary>
internal static class SoftmaxCrossEntropyWithLogitsOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="features">Logits [N, classes].</param>
        /// <param name="labels">Probabilities [N, classes].</param>
        public GraphNode SoftmaxCrossEntropyWithLogits(GraphTensor features, GraphTensor labels, string? name = null)
        {
            var shape = Shapes.Broadcast(features.Shape, labels.Shape);
            return graph.Add("SoftmaxCrossEntropyWithLogits", [features, labels], new Dictionary<string, AttrValue> { ["T"] = features.Type },
                [(features.Type, new TensorShape(shape[0])), (features.Type, shape)], name);
        }
    }

    [GradientOf("SoftmaxCrossEntropyWithLogits")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var dy = a.Graph.ExpandDims(a.Gradient, -1);
        return [a.Graph.Mul(dy, a.Node.Outputs[1]), a.Wanted[1] ? a.Graph.Mul(dy, a.Graph.Neg(a.Graph.LogSoftmax(a.Input(0)))) : null];
    }
}
