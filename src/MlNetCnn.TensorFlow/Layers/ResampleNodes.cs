using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>Pictures of another size, rows and columns apart, by products with the managed engine's weights as matrices: the same for every interpolation, and with a gradient.</summary>
internal static class ResampleNodes
{
    extension(GraphBuilder graph)
    {
        /// <summary>Pictures whose rows and columns are weighted sums of others'.</summary>
        /// <param name="x">Pictures.</param>
        /// <param name="shape">Shape of one.</param>
        /// <param name="places">How rows and columns are made.</param>
        /// <param name="fill">What stands beyond the edges.</param>
        public GraphTensor Resample(GraphTensor x, Shape shape, (AxisWeights Rows, AxisWeights Columns) places, float fill = 0)
        {
            var (rows, columns) = places;
            if (Start(rows) is { } top && Start(columns) is { } left)
                return top + left == 0 && rows.Outputs == shape[0] && columns.Outputs == shape[1] ? x : graph.Slice(x, [0, top, left, 0], [-1, rows.Outputs, columns.Outputs, -1]);
            var y = graph.Resample(x, shape, graph.Constant(Matrix(rows)), graph.Constant(Matrix(columns)));
            return fill == 0 ? y : graph.AddV2(y, graph.Constant(Rest(rows, columns, fill)));
        }

        /// <summary>Pictures times a matrix of (new rows, rows) and one of (new columns, columns).</summary>
        public GraphTensor Resample(GraphTensor x, Shape shape, GraphTensor rows, GraphTensor columns)
        {
            var tall = graph.BatchMatMulV2(rows, graph.Reshape(x, [-1, shape[0], shape[1] * shape[2]]));
            var wide = graph.BatchMatMulV2(columns, graph.Reshape(tall, [-1, shape[1], shape[2]]));
            return graph.Reshape(wide, [-1, rows.Shape[0], columns.Shape[0], shape[2]]);
        }

        /// <summary>
        /// Pictures resized by TensorFlow's own operation where that is what the layer means, else by matrices. ResizeNearestNeighbor finds its places in float32, and is taken
        /// where they are the same.
        /// </summary>
        public GraphTensor Resize(GraphTensor x, Shape shape, (AxisWeights Rows, AxisWeights Columns) places, Interpolation interpolation, bool isPlain)
        {
            var (height, width) = (places.Rows.Outputs, places.Columns.Outputs);
            return (isPlain ? interpolation : Interpolation.Lanczos5) switch
            {
                Interpolation.Bilinear => graph.ResizeBilinear(x, height, width),
                Interpolation.Nearest when IsNearest(places.Rows) && IsNearest(places.Columns) => graph.ResizeNearestNeighbor(x, height, width),
                _ => graph.Resample(x, shape, places),
            };
        }
    }

    /// <summary>The first index of a window that is only cut out; null for others.</summary>
    private static int? Start(AxisWeights axis)
    {
        var start = axis.Taps(0) is [(var first, 1)] ? first : -1;
        for (var i = 0; i < axis.Outputs && start >= 0; i++)
            if (axis.Taps(i) is not [(var index, 1)] || index != start + i) return null;
        return start < 0 ? null : start;
    }

    private static bool IsNearest(AxisWeights axis)
    {
        var scale = (float)axis.Inputs / axis.Outputs;
        return Enumerable.Range(0, axis.Outputs).All(i => axis.Taps(i)[0].Index == Math.Min((int)MathF.Floor((i + 0.5f) * scale), axis.Inputs - 1));
    }

    private static TensorValue Matrix(AxisWeights axis)
    {
        var values = new float[axis.Outputs * axis.Inputs];
        for (var i = 0; i < axis.Outputs; i++)
            foreach (var (index, weight) in axis.Taps(i)) values[i * axis.Inputs + index] += weight;
        return TensorValue.Of(values, axis.Outputs, axis.Inputs);
    }

    private static TensorValue Rest(AxisWeights rows, AxisWeights columns, float fill) => TensorValue.Of(
        rows.Inside.SelectMany(r => columns.Inside.Select(c => (float)(fill * (1 - r * c)))).ToArray(), rows.Outputs, columns.Outputs, 1);
}
