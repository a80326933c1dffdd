using System.Globalization;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Bases;

/// <summary>
/// What the names under which Keras publishes weight files say: <c>mobilenet_7_5_224_tf.h5</c> is MobileNet with alpha 0.75 for 224 pixels,
/// <c>vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5</c> is VGG16 without its top.
/// </summary>
internal static class WeightsFileName
{
    /// <summary>The application's name and the size of its pictures, when the name says it, published or not; null when the file has another name. Endings and the case of letters do not count.</summary>
    public static (string Application, int? Size)? Parse(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        foreach (var application in Applications.All)
            foreach (var file in application.Weights)
                if (SizeIn(name, file) is { } said) return (application.Name, said == 0 ? null : said);
        return null;
    }

    /// <summary>The size that a name says, which may be one that nobody published; 0 for a name without one; null for another name.</summary>
    private static int? SizeIn(string name, PublishedWeights file)
    {
        var published = Path.GetFileNameWithoutExtension(file.FileName);
        if (published.Equals(name, StringComparison.OrdinalIgnoreCase)) return file.Size ?? 0;
        if (file.Size is not { } size) return null;
        var digits = size.ToString(CultureInfo.InvariantCulture);
        var at = published.LastIndexOf(digits, StringComparison.Ordinal);
        var (start, end) = (published[..at], published[(at + digits.Length)..]);
        return name.Length > start.Length + end.Length && name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && name.EndsWith(end, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(name[start.Length..^end.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var other) && other > 0 ? other : null;
    }
}
