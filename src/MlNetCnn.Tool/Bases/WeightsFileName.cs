using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Bases;

/// <summary>
/// What the names under which Keras publishes weight files say: <c>mobilenet_7_5_224_tf.h5</c> is MobileNet with alpha 0.75 for 224 pixels,
/// <c>vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5</c> is VGG16 without its top.
/// </summary>
internal static class WeightsFileName
{
    /// <summary>The application's name and the size of its pictures, when the name says it; null when the file has another name. Endings and the case of letters do not count.</summary>
    public static (string Application, int? Size)? Parse(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        foreach (var application in Applications.All)
            foreach (var file in application.Weights)
                if (Path.GetFileNameWithoutExtension(file.FileName).Equals(name, StringComparison.OrdinalIgnoreCase)) return (application.Name, file.Size);
        return null;
    }
}
