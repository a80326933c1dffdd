namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Attributes and output shapes of what slides windows over images, channels last.</summary>
internal static class WindowAttributes
{
    /// <summary>Attributes of a convolution.</summary>
    /// <param name="hasCudnn">Whether the operation has use_cudnn_on_gpu.</param>
    public static Dictionary<string, AttrValue> Convolution(
        DataType type, IReadOnlyList<int> strides, string padding, IReadOnlyList<int>? explicitPaddings, IReadOnlyList<int>? dilations, bool hasCudnn)
    {
        var attributes = new Dictionary<string, AttrValue>
        {
            ["data_format"] = "NHWC", ["dilations"] = Four(dilations ?? [1, 1]), ["explicit_paddings"] = Numbers(explicitPaddings ?? []), ["padding"] = padding, ["strides"] = Four(strides), ["T"] = type,
        };
        if (hasCudnn) attributes.Add("use_cudnn_on_gpu", true);
        return attributes;
    }

    /// <summary>Attributes of pooling, without explicit_paddings, which only MaxPool has.</summary>
    public static Dictionary<string, AttrValue> Pooling(DataType type, IReadOnlyList<int> ksize, IReadOnlyList<int> strides, string padding) => new()
    {
        ["data_format"] = "NHWC", ["ksize"] = Four(ksize), ["padding"] = padding, ["strides"] = Four(strides), ["T"] = type,
    };

    /// <summary>Shape of a convolution's output.</summary>
    public static TensorShape Result(TensorShape input, TensorShape filter, int channels, IReadOnlyDictionary<string, AttrValue> attributes) =>
        new(input[0], Positions(input[1], filter[0], 1, attributes), Positions(input[2], filter[1], 2, attributes), channels);

    /// <summary>Shape of pooling's output.</summary>
    public static TensorShape Result(TensorShape input, IReadOnlyDictionary<string, AttrValue> attributes)
    {
        var window = ((AttrValue.Ints)attributes["ksize"]).Values;
        return new(input[0], Positions(input[1], (int)window[1], 1, attributes), Positions(input[2], (int)window[2], 2, attributes), input[3]);
    }

    /// <summary>A list of numbers as an attribute.</summary>
    public static AttrValue.Ints Numbers(IReadOnlyList<int> values) => new([.. values.Select(v => (long)v)]);

    private static AttrValue.Ints Four(IReadOnlyList<int> values) => values.Count == 2 ? new AttrValue.Ints([1, values[0], values[1], 1]) : Numbers(values);

    private static int Positions(int size, int window, int dimension, IReadOnlyDictionary<string, AttrValue> attributes)
    {
        long At(string name, int index, long otherwise) => attributes.TryGetValue(name, out var value) && value is AttrValue.Ints { Values: { Count: > 0 } values } ? values[index] : otherwise;
        var around = At("explicit_paddings", 2 * dimension, 0) + At("explicit_paddings", 2 * dimension + 1, 0);
        return Shapes.Positions(size, window, (int)At("strides", dimension, 1), (int)At("dilations", dimension, 1), ((AttrValue.Text)attributes["padding"]).Value, around);
    }
}
