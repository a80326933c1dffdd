using MlNetCnn.Keras;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.AugmentImages</c>.</summary>
public sealed record AugmentImagesOptions
{
    /// <summary>The column made, of the type of the column read. Default <c>Image</c>.</summary>
    public string OutputColumnName { get; init; } = "Image";

    /// <summary>The column of pictures: float pixels, (height, width, channels), or pictures of any size. Default: <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; init; }

    /// <summary>How pictures are varied. Default <see cref="ImageAugmentation.Book"/>.</summary>
    public ImageAugmentation Augmentation { get; init; } = ImageAugmentation.Book;

    /// <summary>With the same seed a row becomes the same picture again. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Counts passes over the data: another number, other pictures. Default 0.</summary>
    public int Epoch { get; init; }

    internal string Input => InputColumnName ?? OutputColumnName;

    internal void Validate()
    {
        new OptionErrors(nameof(AugmentImagesOptions))
            .Named(OutputColumnName, nameof(OutputColumnName))
            .Named(Input, nameof(InputColumnName))
            .Require(Augmentation is not null, nameof(Augmentation), Augmentation, "an ImageAugmentation")
            .Require(Epoch >= 0, nameof(Epoch), Epoch, "at least 0")
            .ThrowIfAny();
        Augmentation!.Validate();
    }
}
