using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>How files spell <see cref="Interpolation"/>.</summary>
internal static class Interpolations
{
    /// <summary>Reads <c>interpolation</c>.</summary>
    /// <param name="config">The layer's.</param>
    /// <param name="absent">What is meant when it is not there.</param>
    public static Interpolation Read(ConfigReader config, string absent = "bilinear") => config.GetString("interpolation", absent)!.ToLowerInvariant() switch
    {
        "nearest" => Interpolation.Nearest,
        "bilinear" => Interpolation.Bilinear,
        "bicubic" => Interpolation.Bicubic,
        "lanczos3" => Interpolation.Lanczos3,
        "lanczos5" => Interpolation.Lanczos5,
        var other => throw config.Error($"interpolation is 'nearest', 'bilinear', 'bicubic', 'lanczos3' or 'lanczos5', not '{other}'; 'area', 'gaussian' and 'mitchellcubic' of Keras 2 are not supported."),
    };

    /// <summary>Writes <c>interpolation</c>.</summary>
    public static void Write(ConfigWriter config, Interpolation interpolation) => config.Write("interpolation", interpolation.ToString().ToLowerInvariant());
}
