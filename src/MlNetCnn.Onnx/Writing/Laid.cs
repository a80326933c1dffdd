using MlNetCnn.Keras;

namespace MlNetCnn.Onnx.Writing;

/// <summary>A tensor of the file, and how what it holds lies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layout">The order of its values.</param>
/// <param name="Picture">For <see cref="Layout.FlatChannelsFirst"/>: height, width and channels of what was laid flat.</param>
internal readonly record struct Laid(string Name, Layout Layout, Shape Picture = default)
{
    /// <summary>Where a dimension of the model's shape is in the tensor, the batch included.</summary>
    /// <param name="dimension">Counted without the batch.</param>
    public int AxisOf(int dimension) => Layout == Layout.ChannelsFirst ? dimension == 2 ? 1 : dimension + 2 : dimension + 1;

    /// <summary>A shape, or anything else that is said by dimension, in the tensor's order, without the batch.</summary>
    public IReadOnlyList<T> Order<T>(IReadOnlyList<T> byDimension) => Layout == Layout.ChannelsFirst ? [byDimension[2], byDimension[0], byDimension[1]] : byDimension;

    /// <summary>Values for a constant that meets the tensor: an array of that shape, of the model's rank, in the tensor's order.</summary>
    public float[] Order(ReadOnlySpan<float> values, Shape shape) => Layout switch
    {
        Layout.ChannelsFirst => Arrays.Permute(values, shape.ToArray(), [2, 0, 1]),
        Layout.FlatChannelsFirst when shape[0] > 1 => Arrays.Permute(values, Picture.ToArray(), [2, 0, 1]),
        _ => values.ToArray(),
    };
}
