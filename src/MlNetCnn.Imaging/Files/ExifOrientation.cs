namespace MlNetCnn.Imaging;

/// <summary>
/// EXIF tag 274: how the stored picture must be turned to be seen upright, i.e. where stored row 0 and column 0 belong
/// (EXIF 2.32, section 4.6.4). Decoding never turns a picture by itself, as Pillow and Keras's <c>load_img</c> do not;
/// <see cref="ImageOperations.ApplyOrientation"/> does.
/// </summary>
public enum ExifOrientation
{
    /// <summary>1: as stored.</summary>
    Normal = 1,

    /// <summary>2: mirrored left to right.</summary>
    FlipHorizontal = 2,

    /// <summary>3: turned by 180 degrees.</summary>
    Rotate180 = 3,

    /// <summary>4: mirrored top to bottom.</summary>
    FlipVertical = 4,

    /// <summary>5: mirrored along the main diagonal (rows become columns).</summary>
    Transpose = 5,

    /// <summary>6: must be turned by 90 degrees clockwise.</summary>
    Rotate90Clockwise = 6,

    /// <summary>7: mirrored along the other diagonal.</summary>
    Transverse = 7,

    /// <summary>8: must be turned by 90 degrees counter-clockwise.</summary>
    Rotate90CounterClockwise = 8,
}
