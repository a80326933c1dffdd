using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Conv2D: 2D cross-correlation, channels last; filter [h, w, in, out]. Its gradients are made without dilation (<see cref="DilatedWindow"/>).</summary>
internal static class Conv2DOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="strides">Two, or four with 1 for batch and channels.</param>
        /// <param name="padding">SAME, VALID or EXPLICIT.</param>
        /// <param name="explicitPaddings">Eight for EXPLICIT: before and after, by dimension.</param>
        /// <param name="dilations">As the strides. Default 1.</param>
        public GraphTensor Conv2D(
            GraphTensor input, GraphTensor filter, IReadOnlyList<int> strides, string padding, IReadOnlyList<int>? explicitPaddings = null, IReadOnlyList<int>? dilations = null, string? name = null)
        {
            var attributes = WindowAttributes.Convolution(input.Type, strides, padding, explicitPaddings, dilations, hasCudnn: true);
            return graph.Convolution("Conv2D", input, filter, filter.Shape[3], attributes, dilates: true, name);
        }

        /// <param name="inputSizes">The image's four sizes, int32.</param>
        public GraphTensor Conv2DBackpropInput(
            GraphTensor inputSizes, GraphTensor filter, GraphTensor outBackprop, IReadOnlyList<int> strides, string padding, IReadOnlyList<int>? explicitPaddings = null,
            IReadOnlyList<int>? dilations = null, string? name = null) =>
            graph.BackpropInput("Conv2D", inputSizes, filter, outBackprop, WindowAttributes.Convolution(filter.Type, strides, padding, explicitPaddings, dilations, hasCudnn: true), name);

        /// <param name="filterSizes">The filter's four sizes, int32.</param>
        public GraphTensor Conv2DBackpropFilter(
            GraphTensor input, GraphTensor filterSizes, GraphTensor outBackprop, IReadOnlyList<int> strides, string padding, IReadOnlyList<int>? explicitPaddings = null,
            IReadOnlyList<int>? dilations = null, string? name = null) =>
            graph.BackpropFilter("Conv2D", input, filterSizes, outBackprop, WindowAttributes.Convolution(input.Type, strides, padding, explicitPaddings, dilations, hasCudnn: true), name);
    }

    [GradientOf("Conv2D")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => a.Graph.ConvolutionGradient(a, "Conv2D");

    [GradientOf("Conv2DBackpropInput")]
    internal static IReadOnlyList<GraphTensor?> TransposedGradient(GradientArguments a) => a.Graph.TransposedConvolutionGradient(a, "Conv2D");
}
