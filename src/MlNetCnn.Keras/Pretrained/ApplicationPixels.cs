using MlNetCnn.Keras.Pretrained;

namespace MlNetCnn.Keras;

/// <summary>Checks of the pixels that enter an application.</summary>
public static class ApplicationPixels
{
    extension(ApplicationInfo application)
    {
        /// <summary>
        /// Refuses pixels that were certainly preprocessed otherwise than the application takes them: values out of its range, or, for <see cref="Preprocessing.Caffe"/>, all of them scaled. What
        /// may be right passes: values 0 to 1 may be a bright picture preprocessed as <see cref="Preprocessing.Tf"/>.
        /// </summary>
        /// <param name="pixels">Values of one picture or more, as they enter the network.</param>
        /// <exception cref="ArgumentException">They were; the message says what is right.</exception>
        public void CheckPixels(ReadOnlySpan<float> pixels)
        {
            ArgumentNullException.ThrowIfNull(application);
            if (PixelRanges.Problem(application.Preprocessing, pixels) is { } problem)
                throw new ArgumentException($"{application.Name} takes {PixelRanges.Describe(application.Preprocessing)}; {problem} in the given pixels. Use PixelPreprocessing.Apply({nameof(Preprocessing)}.{application.Preprocessing}, pixels) on pixels 0 to 255.", nameof(pixels));
        }
    }
}
