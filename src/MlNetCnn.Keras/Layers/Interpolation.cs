namespace MlNetCnn.Keras.Layers;

/// <summary>How a picture is made larger or smaller.</summary>
public enum Interpolation
{
    /// <summary>The pixel that a place lies in: in whole factors every row and column is repeated.</summary>
    Nearest,

    /// <summary>
    /// Linear between the centres of pixels: output row i lies at (i + 0.5) / factor - 0.5 of the input, and rows beyond the edges are those at the edges.
    /// </summary>
    Bilinear,

    /// <summary>
    /// Keys's cubic with a = -0.5 over four pixels (IEEE Transactions on Acoustics, 1981), those within the picture, as Keras on TensorFlow and JAX; on torch Keras has a = -0.75.
    /// </summary>
    Bicubic,

    /// <summary>Lanczos's window of radius 3: sinc(x) sinc(x / 3) over six pixels, those within the picture.</summary>
    Lanczos3,

    /// <summary>Lanczos's window of radius 5: sinc(x) sinc(x / 5) over ten pixels, those within the picture.</summary>
    Lanczos5,
}
