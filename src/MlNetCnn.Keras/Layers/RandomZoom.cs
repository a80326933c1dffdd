using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, zooms each picture about its centre by factors drawn for it; otherwise passes pictures on unchanged (<c>keras.layers.RandomZoom</c>, in tf.keras 2 also
/// <c>keras.layers.experimental.preprocessing.RandomZoom</c>). Positive factors zoom out, negative ones zoom in.
/// </summary>
/// <remarks>Wrapped at the edges, Keras on TensorFlow repeats the last pixel between the last and the first, where this (as Keras on torch and JAX) blends the two.</remarks>
[KerasName("RandomZoom")]
public sealed class RandomZoom : RandomTransform
{
    /// <summary>Makes the layer.</summary>
    /// <param name="heightFactor">The range of the factor along columns, -1 to 1: with f, a picture shows 1 + f times the height that it has.</param>
    /// <param name="widthFactor">The same along rows; null for the factor that was drawn for the height, so that proportions stay. Default null.</param>
    /// <param name="fillMode">What lies beyond the edges. Default reflect.</param>
    /// <param name="interpolation">Nearest or bilinear. Default bilinear.</param>
    /// <param name="seed">Seed of this layer's stream of factors; null to use the run's seed and the layer's name.</param>
    /// <param name="fillValue">What lies beyond the edges with a constant fill. Default 0.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is beyond -1 or 1, the interpolation is another one, or a number is not finite.</exception>
    public RandomZoom(
        FactorRange heightFactor, FactorRange? widthFactor = null, TransformFill fillMode = TransformFill.Reflect, Interpolation interpolation = Interpolation.Bilinear, int? seed = null,
        double fillValue = 0, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(fillMode, interpolation, seed, fillValue, dataFormat, name)
    {
        HeightFactor = heightFactor.Check(nameof(heightFactor), -1, 1);
        WidthFactor = widthFactor?.Check(nameof(widthFactor), -1, 1);
    }

    /// <summary>The range of the factor along columns.</summary>
    public FactorRange HeightFactor { get; }

    /// <summary>The range of the factor along rows; null for the height's factor.</summary>
    public FactorRange? WidthFactor { get; }

    internal static RandomZoom FromConfig(ConfigReader config) => new(
        FactorRange.Read(config, "height_factor") ?? throw config.Error("height_factor is missing."),
        FactorRange.Read(config, "width_factor"),
        ReadFill(config),
        Interpolations.Read(config),
        config.GetInt32("seed"),
        config.GetDouble("fill_value", 0),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("height_factor", HeightFactor.ToNumberOrPair());
        config.Write("width_factor", WidthFactor?.ToNumberOrPair());
        WriteFill(config);
        WriteInterpolation(config);
        WriteSeed(config);
        config.Write("fill_value", FillValue);
        DataFormats.Write(config, DataFormat);
    }
}
