namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Gradients of convolutions, which full and depthwise ones have in common but for their names.</summary>
internal static class ConvolutionGradients
{
    extension(GraphBuilder graph)
    {
        /// <summary>The gradient by the image.</summary>
        public GraphTensor BackpropInput(string op, GraphTensor sizes, GraphTensor filter, GraphTensor gradient, IReadOnlyDictionary<string, AttrValue> attributes, string? name = null) =>
            graph.Add($"{op}BackpropInput", [sizes, filter, gradient], attributes, filter.Type, sizes.AsShape, name);

        /// <summary>The gradient by the filter.</summary>
        public GraphTensor BackpropFilter(string op, GraphTensor input, GraphTensor sizes, GraphTensor gradient, IReadOnlyDictionary<string, AttrValue> attributes, string? name = null) =>
            graph.Add($"{op}BackpropFilter", [input, sizes, gradient], attributes, input.Type, sizes.AsShape, name);

        /// <summary>The gradient of a convolution by image and filter.</summary>
        public IReadOnlyList<GraphTensor?> ConvolutionGradient(GradientArguments a, string op) =>
        [
            a.Wanted[0] ? graph.BackpropInput(op, graph.ShapeOf(a.Input(0)), a.Input(1), a.Gradient, a.Node.Attributes) : null,
            a.Wanted[1] ? graph.BackpropFilter(op, a.Input(0), graph.ShapeOf(a.Input(1)), a.Gradient, a.Node.Attributes) : null,
        ];

        /// <summary>The gradient of a transposed convolution (sizes, filter, image): by the filter what a convolution would have with the images' roles changed, by the image a convolution.</summary>
        public IReadOnlyList<GraphTensor?> TransposedConvolutionGradient(GradientArguments a, string op) =>
        [
            null,
            a.Wanted[1] ? graph.BackpropFilter(op, a.Gradient, graph.ShapeOf(a.Input(1)), a.Input(2), a.Node.Attributes) : null,
            a.Wanted[2] ? graph.Add(op, [a.Gradient, a.Input(1)], a.Node.Attributes, a.Gradient.Type, a.Input(2).Shape) : null,
        ];
    }
}
