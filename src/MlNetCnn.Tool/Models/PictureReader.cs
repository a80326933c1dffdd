using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Models;

/// <summary>Reads pictures as Keras's <c>load_img(target_size=...)</c> does, in the shape that a network takes.</summary>
internal sealed class PictureReader : IPictureInput
{
    private readonly PixelMode _mode;

    /// <exception cref="UserErrorException">A network with this input does not look at pictures.</exception>
    public PictureReader(Shape input, PixelMode mode)
    {
        if (input.Rank != 3 || !input.IsKnown || input[2] is not (1 or 3))
            throw new UserErrorException($"The model takes {input.ToBatchString()}; pictures have height, width, and 1 or 3 channels. The command predict takes .npy arrays of any shape.");
        if (mode is PixelMode.Caffe or PixelMode.Torch && input[2] != 3)
            throw new UserErrorException($"--preprocessing={mode.ToString().ToLowerInvariant()} is for three channels; the model takes {input.ToBatchString()}.");
        (Shape, _mode) = (input, mode);
    }

    /// <summary>What happens to pixels, in the word that <c>--preprocessing</c> takes.</summary>
    public string Preprocessing => _mode.ToString().ToLowerInvariant();

    /// <summary>Height, width, channels.</summary>
    public Shape Shape { get; }

    /// <exception cref="ImageFormatException">Not a picture, or a damaged one; the message names it.</exception>
    public void Read(string path, Span<float> pixels)
    {
        var image = ImageFile.Load(path);
        image = Shape[2] == 1 ? image.ToGrey() : image.ToRgb();
        image = new Resize(Shape[0], Shape[1]).Apply(image);
        image.CopyTo(pixels);
        PixelModes.Apply(_mode, pixels);
    }

    /// <exception cref="ImageFormatException">Not a picture, or a damaged one; the message names it.</exception>
    public Image Show(string path) => ImageFile.Load(path).ToRgb();
}
