namespace MlNetCnn.Keras.Layers;

/// <summary>What <see cref="RandomTransform"/> layers read beyond the edges of a picture: Keras's <c>fill_mode</c>.</summary>
public enum TransformFill
{
    /// <summary>The picture is reflected about the outer edge of its last pixel: <c>d c b a | a b c d | d c b a</c>.</summary>
    Reflect,

    /// <summary>One value, the layer's fill value: <c>k k k k | a b c d | k k k k</c>.</summary>
    Constant,

    /// <summary>The picture begins again: <c>a b c d | a b c d | a b c d</c>.</summary>
    Wrap,

    /// <summary>The nearest pixel of the picture: <c>a a a a | a b c d | d d d d</c>.</summary>
    Nearest,
}
