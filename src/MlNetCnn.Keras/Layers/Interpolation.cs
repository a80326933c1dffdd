namespace MlNetCnn.Keras.Layers;

/// <summary>How a picture is made larger.</summary>
public enum Interpolation
{
    /// <summary>Every row and column is repeated.</summary>
    Nearest,

    /// <summary>
    /// Linear between the centres of pixels: output row i lies at (i + 0.5) / factor - 0.5 of the input, and rows beyond the edges are those at the edges.
    /// </summary>
    Bilinear,
}
