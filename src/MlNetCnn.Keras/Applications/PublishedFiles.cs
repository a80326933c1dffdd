using System.Globalization;

namespace MlNetCnn.Keras;

/// <content>Where Keras keeps the files of weights (<c>keras.applications</c>, 2.4 to 3.12).</content>
public static partial class Applications
{
    private static readonly Uri PublishedAt = new("https://storage.googleapis.com/tensorflow/keras-applications/");

    /// <summary>The two files of an application whose weights serve every size, with the MD5 of each.</summary>
    private static IReadOnlyList<PublishedWeights> Published(string name, string hash, string hashWithoutTop) =>
    [
        new(new Uri(PublishedAt, name + "_weights_tf_dim_ordering_tf_kernels.h5"), IncludesTop: true, hash),
        new(new Uri(PublishedAt, name + "_weights_tf_dim_ordering_tf_kernels_notop.h5"), IncludesTop: false, hashWithoutTop),
    ];

    /// <summary>The files of an application that was trained for several sizes, the default first; Keras publishes no hashes of these.</summary>
    private static IReadOnlyList<PublishedWeights> PublishedBySize(string name, string end, ReadOnlySpan<int> sizes)
    {
        var files = new List<PublishedWeights>();
        foreach (var size in sizes)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{name}{size}{end}");
            files.Add(new PublishedWeights(new Uri(PublishedAt, file + ".h5"), IncludesTop: true, Hash: null) { Size = size });
            files.Add(new PublishedWeights(new Uri(PublishedAt, file + "_no_top.h5"), IncludesTop: false, Hash: null) { Size = size });
        }

        return files;
    }
}
