using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.AugmentImages</c>.</summary>
public static class AugmentImagesCatalog
{
    /// <summary>
    /// Varies pictures as Keras's <c>ImageDataGenerator</c> does; what a row becomes follows from the seed and the row's position. This is for looking at
    /// augmentation and for loops of one's own: the <c>ConvNet</c> trainer augments by itself, anew in every epoch and in training only. In a pipeline
    /// that is fitted it would vary pictures at prediction, too.
    /// </summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made, of the type of the column read.</param>
    /// <param name="inputColumnName">The column of float pixels, (height, width, channels), or of pictures; null for the output's name.</param>
    /// <param name="augmentation">How pictures are varied; null for the Keras book's settings.</param>
    /// <param name="seed">With the same seed a row becomes the same picture again.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static AugmentImagesEstimator AugmentImages(
        this CnnCatalog cnn, string outputColumnName, string? inputColumnName = null, ImageAugmentation? augmentation = null, long seed = 0) =>
        cnn.AugmentImages(new AugmentImagesOptions
        {
            OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Augmentation = augmentation ?? ImageAugmentation.Book, Seed = seed,
        });

    /// <summary>Varies pictures as Keras's <c>ImageDataGenerator</c> does.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static AugmentImagesEstimator AugmentImages(this CnnCatalog cnn, AugmentImagesOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new AugmentImagesEstimator(options);
    }
}
