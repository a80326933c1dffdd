using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>Who wrote a file of weights, by which kernels are laid out: attributes beside <c>layer_names</c>.</summary>
/// <param name="IsKeras1">Keras 1, which is also what a file without a version is taken for, as Keras does.</param>
/// <param name="Backend"><c>tensorflow</c>, <c>theano</c>, <c>cntk</c>; null where the file does not tell.</param>
internal sealed record WeightOrigin(bool IsKeras1, string? Backend)
{
    /// <summary>Whether the names of weights are Theano's, though the file does not say which way round its kernels lie.</summary>
    public bool MayBeTheano { get; private init; }

    /// <summary>Files of Keras 3, where every kernel is as here.</summary>
    public static WeightOrigin Modern { get; } = new(false, null);

    /// <summary>
    /// Reads the attributes <c>keras_version</c> and <c>backend</c>. Keras 1 did not write its backend, but the names of weights show it: TensorFlow's end with
    /// <c>:0</c>. That counts for whole models only. Files of weights were also written with Theano after their kernels had been turned for TensorFlow
    /// (<c>..._tf_kernels.h5</c>); for these the file does not tell, and kernels stay as they are, as in Keras 2.
    /// </summary>
    /// <param name="group">The group with <c>layer_names</c>.</param>
    /// <param name="layers">Its layers.</param>
    /// <param name="isWholeModel">Whether the file holds the network too.</param>
    public static WeightOrigin Of(Hdf5Group group, IReadOnlyList<StoredLayer> layers, bool isWholeModel)
    {
        var isKeras1 = !group.Attributes.Contains("keras_version") || group.Attributes.ReadString("keras_version").StartsWith('1');
        var backend = group.Attributes.Contains("backend") ? group.Attributes.ReadString("backend") : null;
        if (backend is not null || !isKeras1) return new WeightOrigin(isKeras1, backend);
        var names = layers.SelectMany(l => l.Weights.Select(w => w.Name)).ToArray();
        var isTheanos = names.Any(n => n.EndsWith("_W", StringComparison.Ordinal)) && !names.Any(n => n.Contains(':', StringComparison.Ordinal));
        return new WeightOrigin(true, isTheanos && isWholeModel ? "theano" : null) { MayBeTheano = isTheanos && !isWholeModel };
    }
}
