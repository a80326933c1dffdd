namespace MlNetCnn.Imaging;

/// <summary>
/// Where a transformed picture gets the pixels that lie outside of the original: <c>fill_mode</c> of Keras's <c>ImageDataGenerator</c>, with the
/// results of <c>scipy.ndimage.affine_transform</c> (SciPy 1.6 and later).
/// </summary>
public enum FillMode
{
    /// <summary><c>kkkk|abcd|kkkk</c>: a fixed value (<c>cval</c>). Nothing is blended across the edge: a place outside by however little is the fixed value.</summary>
    Constant,

    /// <summary><c>aaaa|abcd|dddd</c>: the nearest pixel of the edge. Keras's default.</summary>
    Nearest,

    /// <summary><c>dcba|abcd|dcba</c>: mirrored at the edge, whose pixels are repeated.</summary>
    Reflect,

    /// <summary><c>abcd|abcd|abcd</c>, as SciPy's mode of that name has it: the first and the last pixel lie on each other, so that the period is the size minus 1.</summary>
    Wrap,
}
