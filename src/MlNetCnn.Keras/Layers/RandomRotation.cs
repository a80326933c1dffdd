using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, turns each picture about its centre by an angle drawn for it; otherwise passes pictures on unchanged (<c>keras.layers.RandomRotation</c>, in tf.keras 2 also
/// <c>keras.layers.experimental.preprocessing.RandomRotation</c>). Positive angles turn counter-clockwise.
/// </summary>
/// <remarks>Wrapped at the edges, Keras on TensorFlow repeats the last pixel between the last and the first, where this (as Keras on torch and JAX) blends the two.</remarks>
[KerasName("RandomRotation")]
public sealed class RandomRotation : RandomTransform
{
    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The range of angles, in whole turns: 0.1 for -36 to 36 degrees. Keras 3 takes -1 to 1.</param>
    /// <param name="fillMode">What lies beyond the edges. Default reflect.</param>
    /// <param name="interpolation">Nearest or bilinear. Default bilinear.</param>
    /// <param name="seed">Seed of this layer's stream of angles; null to use the run's seed and the layer's name.</param>
    /// <param name="fillValue">What lies beyond the edges with a constant fill. Default 0.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interpolation is another one, or a number is not finite.</exception>
    public RandomRotation(
        FactorRange factor, TransformFill fillMode = TransformFill.Reflect, Interpolation interpolation = Interpolation.Bilinear, int? seed = null, double fillValue = 0,
        DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(fillMode, interpolation, seed, fillValue, dataFormat, name) => Factor = factor;

    /// <summary>The range of angles, in whole turns.</summary>
    public FactorRange Factor { get; }

    internal static RandomRotation FromConfig(ConfigReader config) => new(
        FactorRange.Read(config, "factor") ?? throw config.Error("factor is missing."),
        ReadFill(config),
        Interpolations.Read(config),
        config.GetInt32("seed"),
        config.GetDouble("fill_value", 0),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("factor", Factor.ToPair());
        DataFormats.Write(config, DataFormat);
        WriteFill(config);
        config.Write("fill_value", FillValue);
        WriteInterpolation(config);
        WriteSeed(config);
    }
}
