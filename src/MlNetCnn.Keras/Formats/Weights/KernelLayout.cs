using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// How a kernel in an old file becomes one of today (Keras 2's <c>preprocess_weights_for_loading</c> and <c>convert_kernel</c>). Keras 1 laid the kernels of
/// channels-first layers out as (filters, in, rows, columns), and those of every Deconvolution2D with in and filters the other way round. Theano turned kernels
/// by 180 degrees when it applied them: a file that says it was written with Theano holds them turned.
/// </summary>
/// <param name="Order">Dimension i of the kernel is dimension Order[i] of the stored one; null for the same order.</param>
/// <param name="Turned">Whether rows and columns run backwards.</param>
internal sealed record KernelLayout(IReadOnlyList<int>? Order, bool Turned)
{
    private static readonly int[] FromChannelsFirst = [2, 3, 1, 0];
    private static readonly int[] FromDeconvolution = [0, 1, 3, 2];
    private static readonly int[] FromDeconvolutionChannelsFirst = [2, 3, 0, 1];

    /// <summary>The layout of a stored weight; null where it is as here.</summary>
    /// <param name="weight">The model's weight.</param>
    /// <param name="stored">Shape of the stored one.</param>
    /// <param name="origin">Who wrote the file.</param>
    public static KernelLayout? Of(Weight weight, IReadOnlyList<long> stored, WeightOrigin origin)
    {
        if (weight.Shape.Rank != 4 || stored.Count != 4 || !weight.Name.EndsWith("kernel", StringComparison.Ordinal)) return null;
        var order = origin.IsKeras1 ? OldOrder(weight.Owner) : null;
        // Some files were converted, and kept the old version: where only today's order fits, it is today's.
        if (order is not null && !Fits(weight.Shape, stored, order) && Fits(weight.Shape, stored, null)) order = null;
        var turned = origin.Backend == "theano" && weight.Owner is Conv2D or Conv2DTranspose;
        return order is null && !turned ? null : new KernelLayout(order, turned);
    }

    /// <summary>The stored shape as it will be.</summary>
    public Shape Result(IReadOnlyList<long> stored) => [.. Enumerable.Range(0, stored.Count).Select(i => (int)stored[Order?[i] ?? i])];

    /// <summary>The values in today's layout.</summary>
    /// <param name="values">As stored, row-major.</param>
    /// <param name="stored">Shape as stored.</param>
    public float[] Convert(float[] values, IReadOnlyList<long> stored)
    {
        var shape = Result(stored);
        int[] strides = [(int)(stored[1] * stored[2] * stored[3]), (int)(stored[2] * stored[3]), (int)stored[3], 1];
        int Stride(int i) => strides[Order?[i] ?? i];
        var converted = new float[values.Length];
        var next = 0;
        for (var r = 0; r < shape[0]; r++)
        {
            var row = (Turned ? shape[0] - 1 - r : r) * Stride(0);
            for (var c = 0; c < shape[1]; c++)
            {
                var column = (Turned ? shape[1] - 1 - c : c) * Stride(1);
                for (var i = 0; i < shape[2]; i++)
                    for (var o = 0; o < shape[3]; o++) converted[next++] = values[row + column + i * Stride(2) + o * Stride(3)];
            }
        }

        return converted;
    }

    private static int[]? OldOrder(Layer layer) => layer switch
    {
        Conv2D { DataFormat: DataFormat.ChannelsFirst } => FromChannelsFirst,
        SeparableConv2D { DataFormat: DataFormat.ChannelsFirst } => FromChannelsFirst,
        Conv2DTranspose { DataFormat: DataFormat.ChannelsFirst } => FromDeconvolutionChannelsFirst,
        Conv2DTranspose => FromDeconvolution,
        _ => null,
    };

    private static bool Fits(Shape shape, IReadOnlyList<long> stored, int[]? order)
    {
        for (var i = 0; i < shape.Rank; i++)
            if (shape[i] != stored[order?[i] ?? i]) return false;
        return true;
    }
}
