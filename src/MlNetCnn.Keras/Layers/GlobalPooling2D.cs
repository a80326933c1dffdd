using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>What the two global pooling layers share: one value per channel over the whole picture.</summary>
public abstract class GlobalPooling2D : Layer
{
    private protected GlobalPooling2D(bool keepDims, string? name)
        : base(name) => KeepDims = keepDims;

    /// <summary>Whether height and width stay, as 1.</summary>
    public bool KeepDims { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var channels = Single(inputs, rank: 3)[2];
        return KeepDims ? [1, 1, channels] : [channels];
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("data_format", "channels_last");
        config.Write("keepdims", KeepDims);
    }
}
