using MlNetCnn.Imaging;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>Shows signed attributions in colour: what guided backpropagation and guided Grad-CAM are looked at with.</summary>
public static class AttributionPicture
{
    /// <summary>
    /// The attributions as a picture, by <see cref="DeprocessedImage"/>. Grey is nothing. Before that they are divided by the largest magnitude, since gradients of probabilities may be
    /// smaller than its 1e-5.
    /// </summary>
    /// <param name="explanation">One with attributions, of 1 or 3 channels. They stay in the model's order: blue, green, red for Caffe's preprocessing.</param>
    /// <param name="format">Where the model has its channels: <see cref="ExplainedModel.InputFormat"/>.</param>
    /// <exception cref="ArgumentException">The explanation has no attributions, or another number of channels.</exception>
    public static Image Of(Explanation explanation, DataFormat format = DataFormat.ChannelsLast)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        if (explanation.Attributions is not { } attributions)
            throw new ArgumentException($"The method '{explanation.Method}' knows positions alone: only methods that give attributions to values have such a picture.", nameof(explanation));
        var layout = new PictureLayout(explanation.Map.Height, explanation.Map.Width, (int)(attributions.Shape.Count / explanation.Map.Values.Length), format == DataFormat.ChannelsFirst);
        if (layout.Channels is not (1 or 3)) throw new ArgumentException($"The picture has {layout.Channels} channels; attributions of 1 or 3 are shown.", nameof(explanation));
        return DeprocessedImage.Of(Scaled(attributions.Span, layout));
    }

    private static FloatImage Scaled(ReadOnlySpan<float> values, PictureLayout layout)
    {
        var most = 0.0;
        foreach (var value in values) most = Math.Max(most, Math.Abs((double)value));
        var result = new FloatImage(layout.Height, layout.Width, layout.Channels);
        if (most == 0) return result;
        for (var p = 0; p < layout.Positions; p++)
            for (var c = 0; c < layout.Channels; c++)
                result.Pixels[p * layout.Channels + c] = (float)(values[layout.Index(p, c)] / most);
        return result;
    }
}
