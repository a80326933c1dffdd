using MlNetCnn.Compute;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>
/// How a picture becomes what a model takes, as Keras's <c>load_img(target_size)</c>, <c>img_to_array</c> and <c>preprocess_input</c>: resized to the model's size, grey or RGB by its channels,
/// preprocessed, multiplied.
/// </summary>
public sealed record PictureInput
{
    /// <summary>What the application's <c>preprocess_input</c> does. Default none.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.None;

    /// <summary>What every value is multiplied with at the end, e.g. 1/255. Default 1: not at all.</summary>
    public float Rescale { get; init => field = float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Rescale is finite."); } = 1;

    /// <summary>How pictures are resized. Default nearest, as in <c>load_img</c>.</summary>
    public Resampling Resampling { get; init; } = Resampling.Nearest;

    /// <summary>Makes a batch of pictures.</summary>
    /// <param name="model">Whose size, channels and format count.</param>
    /// <param name="images">At least one; of any sizes.</param>
    /// <exception cref="ArgumentException">There is none, or the model takes neither 1 nor 3 channels.</exception>
    public Tensor ToTensor(ExplainedModel model, params IReadOnlyList<Image> images)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0) throw new ArgumentException("There are no pictures.", nameof(images));
        var channels = model.InputChannels;
        if (channels is not (1 or 3)) throw new ArgumentException($"The model '{model.Model.Name}' takes {channels} channels; pictures become 1 (grey) or 3 (RGB).", nameof(model));
        if (channels == 1 && Preprocessing is (Preprocessing.Caffe or Preprocessing.Torch))
            throw new ArgumentException($"The preprocessing {Preprocessing} is of three colours; the model '{model.Model.Name}' takes 1 channel.", nameof(model));
        var layout = PictureLayout.Of(model);
        var result = new Tensor(images.Count, model.InputShape);
        for (var i = 0; i < images.Count; i++)
        {
            var image = channels == 1 ? images[i].ToGrey() : images[i].ToRgb();
            var pixels = image.Resize(model.InputHeight, model.InputWidth, Resampling).ToFloatArray();
            PixelPreprocessing.Apply(Preprocessing, Rescale, pixels);
            var values = result[i];
            for (var v = 0; v < pixels.Length; v++) values[layout.Index(v / channels, v % channels)] = pixels[v];
        }

        return result;
    }
}
