namespace MlNetCnn.Keras.Layers;

/// <summary>Which way <see cref="RandomFlip"/> turns pictures.</summary>
public enum FlipMode
{
    /// <summary>Left to right and upside down, both or neither.</summary>
    HorizontalAndVertical,

    /// <summary>Left to right.</summary>
    Horizontal,

    /// <summary>Upside down.</summary>
    Vertical,
}
