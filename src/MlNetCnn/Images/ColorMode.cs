namespace MlNetCnn;

/// <summary>Channels of loaded pictures (<c>color_mode</c> of Keras's <c>load_img</c>).</summary>
public enum ColorMode
{
    /// <summary>Three: red, green, blue. Grey pictures are replicated, alpha is dropped.</summary>
    Rgb,

    /// <summary>One: ITU-R 601-2 luma, as Pillow's <c>convert("L")</c>.</summary>
    Grayscale,
}
