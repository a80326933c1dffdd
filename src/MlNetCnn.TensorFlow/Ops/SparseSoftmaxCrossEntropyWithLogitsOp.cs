using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>SparseSoftmaxCrossEntropyWithLogits: -log softmax(features) of the row's label; outputs loss and backprop, the gradient by the features.</summary>
internal static class SparseSoftmaxCrossEntropyWithLogitsOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="features">Logits [N, classes].</param>
        /// <param name="labels">Classes [N], int32 or int64.</param>
        public GraphNode SparseSoftmaxCrossEntropyWithLogits(GraphTensor features, GraphTensor labels, string? name = null) =>
            graph.Add("SparseSoftmaxCrossEntropyWithLogits", [features, labels], new Dictionary<string, AttrValue> { ["T"] = features.Type, ["Tlabels"] = labels.Type },
                [(features.Type, Shapes.Merge(new TensorShape(features.Shape[0]), labels.Shape)), (features.Type, features.Shape)], name);
    }

    [GradientOf("SparseSoftmaxCrossEntropyWithLogits")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Graph.ExpandDims(a.Gradient, -1), a.Node.Outputs[1]), null];
}
