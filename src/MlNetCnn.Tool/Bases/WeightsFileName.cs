using System.Globalization;
using System.Text.RegularExpressions;

namespace MlNetCnn.Tool.Bases;

/// <summary>
/// What the names under which Keras publishes weight files say: <c>mobilenet_7_5_224_tf.h5</c> is MobileNet with alpha 0.75 for 224 pixels,
/// <c>vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5</c> is VGG16 without its top.
/// </summary>
internal static partial class WeightsFileName
{
    /// <summary>The application's name and the size of its pictures, when the name says it; null when the file has another name.</summary>
    public static (string Application, int? Size)? Parse(string path)
    {
        var name = Path.GetFileName(path);
        if (MobileNet().Match(name) is { Success: true } mobile)
        {
            var alpha = mobile.Groups["alpha"].Value switch { "1_0" => "", "7_5" => "_0.75", "5_0" => "_0.50", _ => "_0.25" };
            return ("mobilenet" + alpha, int.Parse(mobile.Groups["size"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return Other().Match(name) is { Success: true } other ? (other.Groups["name"].Value.ToLowerInvariant(), null) : null;
    }

    [GeneratedRegex(@"^mobilenet_(?<alpha>1_0|7_5|5_0|2_5)_(?<size>[0-9]{2,3})_tf(_no_top)?\.", RegexOptions.IgnoreCase)]
    private static partial Regex MobileNet();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9]+)_weights_tf_dim_ordering_tf_kernels(_notop)?\.", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
