using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>A call of a layer of an <see cref="ExplainedModel"/>.</summary>
/// <param name="Path">Its name; inside a nested model <c>outer/inner</c>.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Shape">Shape of its output.</param>
/// <param name="DataFormat">Where its output has its channels, if it has positions at all.</param>
public sealed record FeatureLayer(string Path, Layer Layer, Shape Shape, DataFormat DataFormat)
{
    /// <summary>Whether the output has positions: rows, columns and channels.</summary>
    public bool IsSpatial => Shape.Rank == 3;

    /// <summary>Rows of the output; 1 where it has no positions.</summary>
    public int Height => IsSpatial ? Shape[DataFormat == DataFormat.ChannelsFirst ? 1 : 0] : 1;

    /// <summary>Columns of the output; 1 where it has no positions.</summary>
    public int Width => IsSpatial ? Shape[DataFormat == DataFormat.ChannelsFirst ? 2 : 1] : 1;

    /// <summary>Channels of the output: feature maps, or units.</summary>
    public int Channels => IsSpatial ? Shape[DataFormat == DataFormat.ChannelsFirst ? 0 : 2] : checked((int)Shape.Count);

    /// <summary>Whether a convolution made the output, alone or with layers behind it that keep its positions, and it has more than one position.</summary>
    internal bool IsConvolutional { get; init; }

    /// <summary>The path and the shape.</summary>
    public override string ToString() => $"{Path} {Shape.ToBatchString()}";
}
