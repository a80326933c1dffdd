namespace MlNetCnn.Keras;

/// <summary>A file of weights as Keras publishes it (<c>keras.applications</c>, <c>keras.utils.get_file</c>).</summary>
/// <param name="Url">Where it is. Its last part is the name it has in Keras's cache.</param>
/// <param name="IncludesTop">Whether it is of the whole network, with the classifier of 1000 classes.</param>
/// <param name="Hash">The hash that Keras publishes, in hexadecimal: MD5 (32 digits) or SHA-256 (64 digits); null where it publishes none.</param>
public sealed record PublishedWeights(Uri Url, bool IncludesTop, string? Hash)
{
    /// <summary>
    /// Height and width of the pictures, in pixels, where there is one file for each (MobileNet, MobileNetV2: Keras takes that of the input's size, and where there is none that of the
    /// default size, which stands first); null where one serves all.
    /// </summary>
    public int? Size { get; init; }

    /// <summary>Name of the file, e.g. <c>vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5</c>.</summary>
    public string FileName => Url.Segments[^1];
}
