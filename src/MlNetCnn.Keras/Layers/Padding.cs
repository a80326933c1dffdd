namespace MlNetCnn.Keras.Layers;

/// <summary>How windows meet the edges of a picture.</summary>
public enum Padding
{
    /// <summary>Only windows that lie wholly inside: out = floor((n - k) / stride) + 1, k dilated.</summary>
    Valid,

    /// <summary>
    /// TensorFlow's: out = ceil(n / stride); the padding total max((out - 1) * stride + k - n, 0) is split with the smaller half first.
    /// </summary>
    Same,
}
