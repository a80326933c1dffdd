using MlNetCnn.Compute;
using MlNetCnn.Imaging;

namespace MlNetCnn.Explain;

/// <summary>What a layer made of a batch of pictures, as numbers and as pictures of its channels. A layer without positions (dense) has channels of one pixel.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Values">Its output.</param>
public sealed record LayerActivation(FeatureLayer Layer, Tensor Values)
{
    /// <summary>The map of one channel.</summary>
    /// <param name="picture">Number of the picture in the batch.</param>
    /// <param name="channel">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture or channel.</exception>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public Heatmap Channel(int picture, int channel)
    {
        var maps = Maps(picture);
        if (channel < 0 || channel >= maps.Channels) throw new ArgumentOutOfRangeException(nameof(channel), channel, $"The layer '{Layer.Path}' has {maps.Channels} channels, 0 to {maps.Channels - 1}.");
        var values = new float[maps.Positions];
        for (var p = 0; p < values.Length; p++) values[p] = (float)maps[p, channel];
        return new Heatmap(Layer.Height, Layer.Width, values);
    }

    /// <summary>
    /// One channel as a picture, as the book shows it: <c>(x - mean) / std * 64 + 128</c>, clipped to 0 to 255 and cut to bytes, in colours. Where all values are alike (the book divides by
    /// zero there) all pixels are 128; in a dead channel 0.
    /// </summary>
    /// <param name="picture">Number of the picture in the batch.</param>
    /// <param name="channel">From 0.</param>
    /// <param name="colours">Null for viridis.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture or channel.</exception>
    public Image ToImage(int picture, int channel, Colormap? colours = null)
    {
        var map = Channel(picture, channel);
        var levels = new byte[map.Values.Length];
        if (!map.IsZero) Standardize(map.Values, levels);
        return (colours ?? Colormaps.Viridis).Apply(levels, map.Height, map.Width);
    }

    /// <summary>All channels as pictures, for a grid of 16 per row.</summary>
    /// <param name="picture">Number of the picture in the batch.</param>
    /// <param name="colours">Null for viridis.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    public IReadOnlyList<Image> ToImages(int picture, Colormap? colours = null) => [.. Enumerable.Range(0, Layer.Channels).Select(channel => ToImage(picture, channel, colours))];

    /// <summary>The channels that are 0 everywhere in a picture: nothing there is what they look for.</summary>
    /// <param name="picture">Number of the picture in the batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    public IReadOnlyList<int> DeadChannels(int picture)
    {
        var maps = Maps(picture);
        var dead = new List<int>();
        for (var channel = 0; channel < maps.Channels; channel++)
        {
            var p = 0;
            while (p < maps.Positions && maps[p, channel] == 0) p++;
            if (p == maps.Positions) dead.Add(channel);
        }

        return dead;
    }

    private static void Standardize(ReadOnlySpan<float> values, Span<byte> levels)
    {
        double sum = 0, squares = 0;
        foreach (var value in values) sum += value;
        var mean = sum / values.Length;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / values.Length);
        var scale = deviation > 0 ? 64 / deviation : 0;
        for (var i = 0; i < levels.Length; i++) levels[i] = (byte)Math.Clamp((values[i] - mean) * scale + 128, 0, 255);
    }

    private FeatureMaps Maps(int picture) => picture >= 0 && picture < Values.Batch
        ? new FeatureMaps(Values[picture], Layer)
        : throw new ArgumentOutOfRangeException(nameof(picture), picture, $"The batch has {Values.Batch} pictures, 0 to {Values.Batch - 1}.");
}
