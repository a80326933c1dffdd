using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>DepthwiseConv2dNative: each channel with filters of its own, channels last; filter [h, w, in, multiplier]. TensorFlow takes equal strides in both directions only, and no dilation: see <see cref="DilatedWindow"/>.</summary>
internal static class DepthwiseConv2dNativeOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="strides">Two, or four with 1 for batch and channels; equal.</param>
        /// <param name="padding">SAME, VALID or EXPLICIT.</param>
        /// <param name="explicitPaddings">Eight for EXPLICIT: before and after, by dimension.</param>
        /// <param name="dilations">As the strides. Default 1.</param>
        public GraphTensor DepthwiseConv2dNative(
            GraphTensor input, GraphTensor filter, IReadOnlyList<int> strides, string padding, IReadOnlyList<int>? explicitPaddings = null, IReadOnlyList<int>? dilations = null, string? name = null)
        {
            var attributes = WindowAttributes.Convolution(input.Type, strides, padding, explicitPaddings, dilations, hasCudnn: false);
            return graph.Convolution("DepthwiseConv2dNative", input, filter, filter.Shape[2] * filter.Shape[3], attributes, dilates: false, name);
        }

        /// <param name="inputSizes">The image's four sizes, int32.</param>
        public GraphTensor DepthwiseConv2dNativeBackpropInput(
            GraphTensor inputSizes, GraphTensor filter, GraphTensor outBackprop, IReadOnlyList<int> strides, string padding, IReadOnlyList<int>? explicitPaddings = null,
            IReadOnlyList<int>? dilations = null, string? name = null)
        {
            var attributes = WindowAttributes.Convolution(filter.Type, strides, padding, explicitPaddings, dilations, hasCudnn: false);
            return graph.BackpropInput("DepthwiseConv2dNative", inputSizes, filter, outBackprop, attributes, name);
        }

        /// <param name="filterSizes">The filter's four sizes, int32.</param>
        public GraphTensor DepthwiseConv2dNativeBackpropFilter(
            GraphTensor input, GraphTensor filterSizes, GraphTensor outBackprop, IReadOnlyList<int> strides, string padding, IReadOnlyList<int>? explicitPaddings = null,
            IReadOnlyList<int>? dilations = null, string? name = null)
        {
            var attributes = WindowAttributes.Convolution(input.Type, strides, padding, explicitPaddings, dilations, hasCudnn: false);
            return graph.BackpropFilter("DepthwiseConv2dNative", input, filterSizes, outBackprop, attributes, name);
        }
    }

    [GradientOf("DepthwiseConv2dNative")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => a.Graph.ConvolutionGradient(a, "DepthwiseConv2dNative");

    [GradientOf("DepthwiseConv2dNativeBackpropInput")]
    internal static IReadOnlyList<GraphTensor?> TransposedGradient(GradientArguments a) => a.Graph.TransposedConvolutionGradient(a, "DepthwiseConv2dNative");
}
