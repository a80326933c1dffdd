namespace MlNetCnn.Keras;

/// <summary>The three <c>preprocess_input</c> of Keras (<c>keras.applications.imagenet_utils</c>), in place over RGB pixels 0 to 255.</summary>
public static class PixelPreprocessing
{
    /// <summary>Applies one of them, then multiplies, as Keras's <c>ImageDataGenerator.standardize</c> does: what a convnet does to its pixels, in training and when predicting.</summary>
    /// <param name="mode">As for the other overload.</param>
    /// <param name="rescale">What every value is multiplied with at the end; 1 for not at all.</param>
    /// <param name="pixels">Channels last; their number is a multiple of 3 for Caffe and Torch.</param>
    public static void Apply(Preprocessing mode, float rescale, Span<float> pixels)
    {
        Apply(mode, pixels);
        if (rescale == 1) return;
        foreach (ref var x in pixels) x *= rescale;
    }

    /// <summary>Applies one of them.</summary>
    /// <param name="mode">
    /// Caffe: RGB to BGR, minus (103.939, 116.779, 123.68). Tf: x / 127.5 - 1. Torch: x / 255, minus (0.485, 0.456, 0.406), by (0.229, 0.224, 0.225).
    /// </param>
    /// <param name="pixels">Channels last; their number is a multiple of 3 for Caffe and Torch.</param>
    public static void Apply(Preprocessing mode, Span<float> pixels)
    {
        switch (mode)
        {
            case Preprocessing.None:
                break;
            case Preprocessing.Tf:
                foreach (ref var x in pixels) x = x / 127.5f - 1;
                break;
            case Preprocessing.Caffe:
                for (var i = 0; i + 2 < pixels.Length; i += 3)
                {
                    var (red, green, blue) = (pixels[i], pixels[i + 1], pixels[i + 2]);
                    (pixels[i], pixels[i + 1], pixels[i + 2]) = (blue - 103.939f, green - 116.779f, red - 123.68f);
                }

                break;
            case Preprocessing.Torch:
                for (var i = 0; i + 2 < pixels.Length; i += 3)
                {
                    pixels[i] = (pixels[i] / 255 - 0.485f) / 0.229f;
                    pixels[i + 1] = (pixels[i + 1] / 255 - 0.456f) / 0.224f;
                    pixels[i + 2] = (pixels[i + 2] / 255 - 0.406f) / 0.225f;
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not one of Keras's modes.");
        }
    }
}
