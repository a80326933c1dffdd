using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// A layer that in training draws an affine map for each picture and reads the picture through it; otherwise it passes pictures on unchanged. Beyond the edges it
/// reads what <see cref="FillMode"/> says.
/// </summary>
public abstract class RandomTransform : Elementwise, IHasDataFormat
{
    private protected RandomTransform(TransformFill fillMode, Interpolation interpolation, int? seed, double fillValue, DataFormat dataFormat, string? name)
        : base(name)
    {
        if (interpolation is not (Interpolation.Nearest or Interpolation.Bilinear))
            throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "Pictures are moved with the interpolation nearest or bilinear.");
        if (!double.IsFinite(fillValue)) throw new ArgumentOutOfRangeException(nameof(fillValue), fillValue, "The fill value is finite.");
        (FillMode, Interpolation, Seed, FillValue, DataFormat) = (fillMode, interpolation, seed, fillValue, dataFormat);
    }

    /// <summary>What lies beyond the edges.</summary>
    public TransformFill FillMode { get; }

    /// <summary>Nearest or bilinear.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>Seed of this layer's stream of maps; null for the run's.</summary>
    public int? Seed { get; }

    /// <summary>What lies beyond the edges with <see cref="TransformFill.Constant"/>.</summary>
    public double FillValue { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 3);

    private protected static TransformFill ReadFill(ConfigReader config) => config.GetString("fill_mode", "reflect") switch
    {
        "reflect" => TransformFill.Reflect,
        "constant" => TransformFill.Constant,
        "wrap" => TransformFill.Wrap,
        "nearest" => TransformFill.Nearest,
        var other => throw config.Error($"fill_mode is 'reflect', 'constant', 'wrap' or 'nearest', not '{other}'."),
    };

    private protected void WriteFill(ConfigWriter config) => config.Write("fill_mode", FillMode.ToString().ToLowerInvariant());

    private protected void WriteInterpolation(ConfigWriter config) => Interpolations.Write(config, Interpolation);

    private protected void WriteSeed(ConfigWriter config) => config.WriteSeed(Seed);
}
