namespace MlNetCnn.Imaging.Jpeg;

/// <summary>What the components of a JPEG are.</summary>
internal enum JpegColourSpace
{
    Grey,
    YCbCr,
    Rgb,
    Cmyk,
    Ycck,
}
