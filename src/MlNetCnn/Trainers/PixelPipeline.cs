using MlNetCnn.Keras;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>What a convnet does to pixels before they enter it: the same when training and when predicting.</summary>
internal static class PixelPipeline
{
    /// <summary>Preprocesses and rescales pictures in place.</summary>
    public static void Apply(Preprocessing preprocessing, float rescale, Span<float> pixels)
    {
        PixelPreprocessing.Apply(preprocessing, pixels);
        if (rescale == 1) return;
        foreach (ref var x in pixels) x *= rescale;
    }

    /// <summary>Refuses pictures that the preprocessing cannot take.</summary>
    /// <exception cref="ArgumentException">It needs three channels and there are others.</exception>
    public static void Check(Preprocessing preprocessing, Shape picture, string column)
    {
        if (preprocessing is Preprocessing.Caffe or Preprocessing.Torch && (picture.Rank == 0 || picture[^1] != 3))
            throw new ArgumentException($"ConvNet: the preprocessing {preprocessing} needs three channels last; the column '{column}' holds pictures of the shape {picture}.");
    }
}
