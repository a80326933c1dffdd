namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Convolutions and their gradients, which full and depthwise ones have in common but for their names; dilated ones where TensorFlow has no kernels by <see cref="DilatedWindow"/>.</summary>
internal static class ConvolutionGradients
{
    extension(GraphBuilder graph)
    {
        /// <summary>A convolution.</summary>
        /// <param name="channels">Of the result.</param>
        /// <param name="dilates">Whether TensorFlow's operation can be dilated.</param>
        /// <exception cref="NotSupportedException">It cannot, and the stride or sizes that are not known leave no other way.</exception>
        public GraphTensor Convolution(string op, GraphTensor input, GraphTensor filter, int channels, IReadOnlyDictionary<string, AttrValue> attributes, bool dilates, string? name = null)
        {
            if (!dilates && DilatedWindow.Of(input.Shape, filter.Shape, attributes) is { } window)
                return window.Result(graph, graph.Convolution(op, window.Images(graph, input), filter, channels, DilatedWindow.Plain(attributes), dilates, name));
            if (!dilates && ((AttrValue.Ints)attributes["dilations"]).Values.Any(d => d != 1))
                throw new NotSupportedException($"TensorFlow's {op} cannot be dilated, and images of the shape {input.Shape} cannot be taken apart for it: known sizes and strides of 1 are needed.");
            return graph.Add(op, [input, filter], attributes, input.Type, WindowAttributes.Result(input.Shape, filter.Shape, channels, attributes), name);
        }

        /// <summary>The gradient by the image.</summary>
        public GraphTensor BackpropInput(string op, GraphTensor sizes, GraphTensor filter, GraphTensor gradient, IReadOnlyDictionary<string, AttrValue> attributes, string? name = null)
        {
            var image = sizes.AsShape;
            if (!image.HasRank || DilatedWindow.Of(image, filter.Shape, attributes) is not { } window) return graph.Add($"{op}BackpropInput", [sizes, filter, gradient], attributes, filter.Type, image, name);
            var parts = window.Gradient(graph, gradient);
            return window.Together(graph, graph.BackpropInput(op, window.Sizes(graph, image, parts), filter, parts, DilatedWindow.Plain(attributes), name));
        }

        /// <summary>The gradient by the filter.</summary>
        public GraphTensor BackpropFilter(string op, GraphTensor input, GraphTensor sizes, GraphTensor gradient, IReadOnlyDictionary<string, AttrValue> attributes, string? name = null)
        {
            var filter = sizes.AsShape;
            return filter.HasRank && DilatedWindow.Of(input.Shape, filter, attributes) is { } window
                ? graph.BackpropFilter(op, window.Images(graph, input), sizes, window.Gradient(graph, gradient), DilatedWindow.Plain(attributes), name)
                : graph.Add($"{op}BackpropFilter", [input, sizes, gradient], attributes, input.Type, filter, name);
        }

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
