namespace MlNetCnn.Explain;

/// <summary>How a heatmap becomes colours of the picture's size.</summary>
public enum OverlayRecipe
{
    /// <summary>
    /// The Keras book's first edition (listing 5.45), by OpenCV: the map is resized bilinearly, cut to <c>uint8(255 * map)</c> and coloured; <c>colours * 0.4 + picture</c> is rounded half to
    /// even and clipped. Smooth between the map's positions.
    /// </summary>
    OpenCv,

    /// <summary>
    /// The book's second edition (listing 9.25) and Keras's own Grad-CAM example, by Pillow: the small map is coloured and the colours are resized (bicubic);
    /// <c>colours * 0.4 + picture</c> is stretched so that its smallest value is black and its largest white, as <c>array_to_img</c> does.
    /// </summary>
    Pillow,
}
