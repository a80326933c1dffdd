using MlNetCnn.Imaging;

namespace MlNetCnn.Explain;

/// <summary>
/// Numbers of any range as a picture: the Keras book's <c>deprocess_image</c> (section 5.4.2), <c>x = (x - mean) / (std + 1e-5) * 0.1 + 0.5</c>, clipped to 0 to 1, times 255, cut to bytes. It serves
/// filter patterns, and attributions of guided backpropagation.
/// </summary>
public static class DeprocessedImage
{
    /// <summary>Makes the picture.</summary>
    /// <param name="values">Finite values of 1, 3 or 4 channels.</param>
    public static Image Of(FloatImage values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var x = values.Pixels;
        double sum = 0, squares = 0;
        foreach (var value in x) sum += value;
        var mean = sum / x.Length;
        foreach (var value in x) squares += (value - mean) * (value - mean);
        var scale = 0.1 / (Math.Sqrt(squares / x.Length) + 1e-5);
        var bytes = new byte[x.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(255 * Math.Clamp((x[i] - mean) * scale + 0.5, 0, 1));
        return new Image(values.Height, values.Width, values.Channels, bytes);
    }
}
