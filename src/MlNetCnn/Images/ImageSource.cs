using MlNetCnn.Imaging;

namespace MlNetCnn;

/// <summary>Reads one picture as the options ask.</summary>
internal static class ImageSource
{
    /// <summary>Decodes, turns, converts and resizes.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageFormatException">It is not a picture or is damaged; the message names the file.</exception>
    public static Image Load(string path, LoadImagesOptions options)
    {
        if (path.Length == 0) throw new ArgumentException($"The column '{options.InputColumnName}' holds an empty path.");
        var full = options.ImageFolder is { } folder ? Path.Combine(folder, path) : path;
        var data = File.ReadAllBytes(full);
        var image = ImageFile.Decode(data, full);
        if (options.ApplyOrientation) image = image.ApplyOrientation(ImageFile.Identify(data, full).Orientation);
        image = options.ColorMode == ColorMode.Grayscale ? image.ToGrey() : image.ToRgb();
        return options is { Height: { } height, Width: { } width } ? image.Resize(height, width, options.Interpolation) : image;
    }
}
