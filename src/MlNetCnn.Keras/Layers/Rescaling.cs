using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>x * scale + offset (<c>keras.layers.Rescaling</c>).</summary>
[KerasName("Rescaling")]
public sealed class Rescaling : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="scale">The factor, e.g. 1 / 255.</param>
    /// <param name="offset">Added afterwards. Default 0.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    public Rescaling(double scale, double offset = 0, string? name = null)
        : base(name)
    {
        if (!double.IsFinite(scale)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale must be finite.");
        if (!double.IsFinite(offset)) throw new ArgumentOutOfRangeException(nameof(offset), offset, "The offset must be finite.");
        Scale = scale;
        Offset = offset;
    }

    /// <summary>The factor.</summary>
    public double Scale { get; }

    /// <summary>Added afterwards.</summary>
    public double Offset { get; }

    internal static Rescaling FromConfig(ConfigReader config) => new(
        config.GetDouble("scale") ?? throw config.Error("scale is missing."), config.GetDouble("offset", 0), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("scale", Scale);
        config.Write("offset", Offset);
    }
}
