using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Resizes pictures (<c>keras.layers.Resizing</c>, in tf.keras 2 also <c>keras.layers.experimental.preprocessing.Resizing</c>).</summary>
[KerasName("Resizing")]
public sealed class Resizing : PictureSize
{
    /// <summary>Makes the layer.</summary>
    /// <param name="height">Height of the pictures made.</param>
    /// <param name="width">Width of the pictures made.</param>
    /// <param name="interpolation">What comes between. Default bilinear.</param>
    /// <param name="cropToAspectRatio">Whether the picture is first cut to its largest middle part of the new proportions. Default false.</param>
    /// <param name="padToAspectRatio">Whether the picture is first padded on both sides to the new proportions; not with <paramref name="cropToAspectRatio"/>. Default false.</param>
    /// <param name="fillValue">What it is padded with. Default 0.</param>
    /// <param name="antialias">Whether the window grows with the pixels where pictures become smaller; nothing for nearest. Default false.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive or the fill value not finite.</exception>
    /// <exception cref="ArgumentException">The picture is to be both cut and padded.</exception>
    public Resizing(
        int height, int width, Interpolation interpolation = Interpolation.Bilinear, bool cropToAspectRatio = false, bool padToAspectRatio = false, double fillValue = 0, bool antialias = false,
        DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(height, width, dataFormat, name)
    {
        if (cropToAspectRatio && padToAspectRatio) throw new ArgumentException("A picture is either cut or padded to the new proportions.", nameof(padToAspectRatio));
        if (!double.IsFinite(fillValue)) throw new ArgumentOutOfRangeException(nameof(fillValue), fillValue, "The fill value is finite.");
        (Interpolation, CropToAspectRatio, PadToAspectRatio, FillValue, Antialias) = (interpolation, cropToAspectRatio, padToAspectRatio, fillValue, antialias);
    }

    /// <summary>What comes between.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>Whether the picture is first cut to the new proportions.</summary>
    public bool CropToAspectRatio { get; }

    /// <summary>Whether the picture is first padded to the new proportions.</summary>
    public bool PadToAspectRatio { get; }

    /// <summary>What it is padded with.</summary>
    public double FillValue { get; }

    /// <summary>Whether the window grows with the pixels where pictures become smaller.</summary>
    public bool Antialias { get; }

    internal static Resizing FromConfig(ConfigReader config)
    {
        if (config.GetString("fill_mode", "constant") is not "constant" and var mode) throw config.Error($"fill_mode is 'constant', the only one that Keras pads with, not '{mode}'.");
        return new(
            config.RequireInt32("height"),
            config.RequireInt32("width"),
            Interpolations.Read(config),
            config.GetBoolean("crop_to_aspect_ratio", false),
            config.GetBoolean("pad_to_aspect_ratio", false),
            config.GetDouble("fill_value", 0),
            config.GetBoolean("antialias", false),
            DataFormats.Read(config),
            config.GetString("name"));
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        WriteSize(config);
        Interpolations.Write(config, Interpolation);
        config.Write("crop_to_aspect_ratio", CropToAspectRatio);
        config.Write("pad_to_aspect_ratio", PadToAspectRatio);
        config.Write("fill_mode", "constant");
        config.Write("fill_value", FillValue);
        config.Write("antialias", Antialias);
        DataFormats.Write(config, DataFormat);
    }
}
