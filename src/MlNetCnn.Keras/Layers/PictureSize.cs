using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>A layer that makes pictures of one size of pictures of any.</summary>
public abstract class PictureSize : Layer, IHasDataFormat
{
    private protected PictureSize(int height, int width, DataFormat dataFormat, string? name)
        : base(name)
    {
        if (height < 1) throw new ArgumentOutOfRangeException(nameof(height), height, "The height is positive.");
        if (width < 1) throw new ArgumentOutOfRangeException(nameof(width), width, "The width is positive.");
        (Height, Width, DataFormat) = (height, width, dataFormat);
    }

    /// <summary>Height of the pictures made.</summary>
    public int Height { get; }

    /// <summary>Width of the pictures made.</summary>
    public int Width { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => DataFormat.Join(Height, Width, DataFormat.Split(Single(inputs, rank: 3)).Channels);

    private protected void WriteSize(ConfigWriter config)
    {
        config.Write("height", Height);
        config.Write("width", Width);
    }
}
