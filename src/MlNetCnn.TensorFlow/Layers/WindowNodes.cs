using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;
using Padding = MlNetCnn.Keras.Layers.Padding;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>What convolutions have in common.</summary>
internal static class WindowNodes
{
    extension(Padding padding)
    {
        /// <summary>TensorFlow's name of Keras's padding, which means the same.</summary>
        public string ToTensorFlow() => padding == Padding.Same ? "SAME" : "VALID";
    }

    extension(GraphBuilder graph)
    {
        /// <summary>
        /// A convolution of every channel by itself. TensorFlow's operation has no strides that differ, and on CPUs no dilation: with such strides every position is computed and
        /// some are taken; a dilated kernel is written out with its zeros.
        /// </summary>
        /// <param name="x">Pictures.</param>
        /// <param name="shape">Shape of one.</param>
        /// <param name="kernel">(height, width, channels, filters per channel).</param>
        /// <param name="strides">Steps.</param>
        /// <param name="padding">Padding.</param>
        /// <param name="dilation">Distance of the kernel's taps.</param>
        public GraphTensor Depthwise(GraphTensor x, Shape shape, GraphTensor kernel, Size2D strides, Padding padding, Size2D dilation)
        {
            kernel = graph.Dilated(kernel, dilation);
            if (strides.Height == strides.Width) return graph.DepthwiseConv2dNative(x, kernel, [1, strides.Height, strides.Width, 1], padding.ToTensorFlow());
            var (top, bottom) = Window.Pad(shape[0], kernel.Shape[0], strides.Height, 1, padding);
            var (left, right) = Window.Pad(shape[1], kernel.Shape[1], strides.Width, 1, padding);
            if (top + bottom + left + right > 0) x = graph.Pad(x, [(0, 0), (top, bottom), (left, right), (0, 0)]);
            var all = graph.DepthwiseConv2dNative(x, kernel, [1, 1, 1, 1], "VALID");
            return graph.StridedSlice(all, [0, 0, 0, 0], [0, all.Shape[1], all.Shape[2], 0], [1, strides.Height, strides.Width, 1], beginMask: 9, endMask: 9);
        }

        /// <summary>A kernel with zeros between its taps.</summary>
        /// <param name="kernel">(height, width, in, out).</param>
        /// <param name="dilation">Distance of the taps.</param>
        public GraphTensor Dilated(GraphTensor kernel, Size2D dilation)
        {
            if (dilation is (1, 1)) return kernel;
            var (height, width, channels, filters) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
            var apart = graph.Pad(graph.Reshape(kernel, [height, 1, width, 1, channels * filters]), [(0, 0), (0, dilation.Height - 1), (0, 0), (0, dilation.Width - 1), (0, 0)]);
            var spread = graph.Reshape(apart, [height * dilation.Height, width * dilation.Width, channels, filters]);
            return graph.Slice(spread, [0, 0, 0, 0], [(height - 1) * dilation.Height + 1, (width - 1) * dilation.Width + 1, channels, filters]);
        }
    }
}
