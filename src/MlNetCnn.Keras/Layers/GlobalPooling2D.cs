using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>What the two global pooling layers share: one value per channel over the whole picture.</summary>
public abstract class GlobalPooling2D : Layer, IHasDataFormat
{
    private protected GlobalPooling2D(bool keepDims, DataFormat dataFormat, string? name)
        : base(name) => (KeepDims, DataFormat) = (keepDims, dataFormat);

    /// <summary>Whether height and width stay, as 1.</summary>
    public bool KeepDims { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var channels = Single(inputs, rank: 3)[DataFormat.ChannelAxis()];
        return KeepDims ? DataFormat.Join(1, 1, channels) : [channels];
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        DataFormats.Write(config, DataFormat);
        config.Write("keepdims", KeepDims);
    }
}
