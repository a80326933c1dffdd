using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, moves each picture by distances drawn for it; otherwise passes pictures on unchanged (<c>keras.layers.RandomTranslation</c>, in tf.keras 2 also
/// <c>keras.layers.experimental.preprocessing.RandomTranslation</c>). Positive factors move down and to the right.
/// </summary>
/// <remarks>Wrapped at the edges, Keras on TensorFlow repeats the last pixel between the last and the first, where this (as Keras on torch and JAX) blends the two.</remarks>
[KerasName("RandomTranslation")]
public sealed class RandomTranslation : RandomTransform
{
    /// <summary>Makes the layer.</summary>
    /// <param name="heightFactor">The range of the distance along columns, as a share of the height, -1 to 1.</param>
    /// <param name="widthFactor">The range of the distance along rows, as a share of the width, -1 to 1.</param>
    /// <param name="fillMode">What lies beyond the edges. Default reflect.</param>
    /// <param name="interpolation">Nearest or bilinear. Default bilinear.</param>
    /// <param name="seed">Seed of this layer's stream of distances; null to use the run's seed and the layer's name.</param>
    /// <param name="fillValue">What lies beyond the edges with a constant fill. Default 0.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is beyond -1 or 1, the interpolation is another one, or a number is not finite.</exception>
    public RandomTranslation(
        FactorRange heightFactor, FactorRange widthFactor, TransformFill fillMode = TransformFill.Reflect, Interpolation interpolation = Interpolation.Bilinear, int? seed = null,
        double fillValue = 0, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(fillMode, interpolation, seed, fillValue, dataFormat, name)
    {
        HeightFactor = heightFactor.Check(nameof(heightFactor), -1, 1);
        WidthFactor = widthFactor.Check(nameof(widthFactor), -1, 1);
    }

    /// <summary>The range of the distance along columns, as a share of the height.</summary>
    public FactorRange HeightFactor { get; }

    /// <summary>The range of the distance along rows, as a share of the width.</summary>
    public FactorRange WidthFactor { get; }

    internal static RandomTranslation FromConfig(ConfigReader config) => new(
        FactorRange.Read(config, "height_factor") ?? throw config.Error("height_factor is missing."),
        FactorRange.Read(config, "width_factor") ?? throw config.Error("width_factor is missing."),
        ReadFill(config),
        Interpolations.Read(config),
        config.GetInt32("seed"),
        config.GetDouble("fill_value", 0),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("height_factor", HeightFactor.ToNumberOrPair());
        config.Write("width_factor", WidthFactor.ToNumberOrPair());
        WriteFill(config);
        WriteInterpolation(config);
        WriteSeed(config);
        config.Write("fill_value", FillValue);
        DataFormats.Write(config, DataFormat);
    }
}
