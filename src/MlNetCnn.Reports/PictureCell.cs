using MlNetCnn.Imaging;

namespace MlNetCnn.Reports;

/// <summary>A picture of a <see cref="PicturePlate"/>.</summary>
/// <param name="Picture">The picture, at most 4096 pixels wide and high; alpha is dropped. The plate copies it.</param>
/// <param name="Caption">What stands below, line by line; may be empty.</param>
public sealed record PictureCell(Image Picture, string Caption = "") : PlateCell(Caption)
{
    /// <summary>Pixels that a picture is wide and high at most.</summary>
    public const int MostPixels = 4096;
}
