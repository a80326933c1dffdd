using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, mirrors each picture with the probability 1/2; otherwise passes pictures on unchanged (<c>keras.layers.RandomFlip</c>, in tf.keras 2 also
/// <c>keras.layers.experimental.preprocessing.RandomFlip</c>).
/// </summary>
/// <remarks>With both directions, one draw decides about both, as in Keras since 3.7; before, each had its own.</remarks>
[KerasName("RandomFlip")]
public sealed class RandomFlip : Elementwise, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="mode">Which way. Default both.</param>
    /// <param name="seed">Seed of this layer's stream; null to use the run's seed and the layer's name.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    public RandomFlip(FlipMode mode = FlipMode.HorizontalAndVertical, int? seed = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(name) => (Mode, Seed, DataFormat) = (mode, seed, dataFormat);

    /// <summary>Which way.</summary>
    public FlipMode Mode { get; }

    /// <summary>Seed of this layer's stream; null for the run's.</summary>
    public int? Seed { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, rank: 3);

    internal static RandomFlip FromConfig(ConfigReader config) => new(
        config.GetString("mode", "horizontal_and_vertical") switch
        {
            "horizontal_and_vertical" => FlipMode.HorizontalAndVertical,
            "horizontal" => FlipMode.Horizontal,
            "vertical" => FlipMode.Vertical,
            var other => throw config.Error($"mode is 'horizontal', 'vertical' or 'horizontal_and_vertical', not '{other}'."),
        },
        config.GetInt32("seed"),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.WriteSeed(Seed);
        config.Write("mode", Mode switch { FlipMode.Horizontal => "horizontal", FlipMode.Vertical => "vertical", _ => "horizontal_and_vertical" });
        DataFormats.Write(config, DataFormat);
    }
}
