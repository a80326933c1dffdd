using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>AvgPool: the mean of each window's values, channels last; those beyond the border do not count. AvgPoolGrad takes the input's sizes.</summary>
internal static class AvgPoolOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="ksize">The window's sizes: two, or four with 1 for batch and channels.</param>
        /// <param name="strides">As the sizes.</param>
        /// <param name="padding">SAME or VALID.</param>
        public GraphTensor AvgPool(GraphTensor value, IReadOnlyList<int> ksize, IReadOnlyList<int> strides, string padding, string? name = null)
        {
            var attributes = WindowAttributes.Pooling(value.Type, ksize, strides, padding);
            return graph.Add("AvgPool", [value], attributes, value.Type, WindowAttributes.Result(value.Shape, attributes), name);
        }
    }

    [GradientOf("AvgPool")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [a.Graph.Add("AvgPoolGrad", [a.Graph.ShapeOf(a.Input(0)), a.Gradient], a.Node.Attributes, a.Gradient.Type, a.Input(0).Shape)];
}
