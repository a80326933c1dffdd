using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>MaxPool: the largest of each window, channels last. MaxPoolGrad gives the gradient to the first of several largest.</summary>
internal static class MaxPoolOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="ksize">The window's sizes: two, or four with 1 for batch and channels.</param>
        /// <param name="strides">As the sizes.</param>
        /// <param name="padding">SAME or VALID; EXPLICIT with eight <paramref name="explicitPaddings"/>.</param>
        public GraphTensor MaxPool(GraphTensor input, IReadOnlyList<int> ksize, IReadOnlyList<int> strides, string padding, IReadOnlyList<int>? explicitPaddings = null, string? name = null)
        {
            var attributes = WindowAttributes.Pooling(input.Type, ksize, strides, padding);
            attributes.Add("explicit_paddings", WindowAttributes.Numbers(explicitPaddings ?? []));
            return graph.Add("MaxPool", [input], attributes, input.Type, WindowAttributes.Result(input.Shape, attributes), name);
        }
    }

    [GradientOf("MaxPool")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [a.Graph.Add("MaxPoolGrad", [a.Input(0), a.Output, a.Gradient], a.Node.Attributes, a.Gradient.Type, a.Input(0).Shape)];
}
