using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>Who wrote a file of weights, by which kernels are laid out: attributes beside <c>layer_names</c>.</summary>
/// <param name="IsKeras1">Keras 1, which is also what a file without a version is taken for, as Keras does.</param>
/// <param name="Backend"><c>tensorflow</c>, <c>theano</c>, <c>cntk</c>; null where the file does not say (Keras 1 never does).</param>
internal sealed record WeightOrigin(bool IsKeras1, string? Backend)
{
    /// <summary>Files of Keras 3, where every kernel is as here.</summary>
    public static WeightOrigin Modern { get; } = new(false, null);

    /// <summary>Reads the attributes <c>keras_version</c> and <c>backend</c>.</summary>
    public static WeightOrigin Of(Hdf5Group group)
    {
        var version = group.Attributes.Contains("keras_version") ? group.Attributes.ReadString("keras_version") : "1";
        return new WeightOrigin(version.StartsWith("1", StringComparison.Ordinal), group.Attributes.Contains("backend") ? group.Attributes.ReadString("backend") : null);
    }
}
