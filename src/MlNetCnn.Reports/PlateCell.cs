namespace MlNetCnn.Reports;

/// <summary>One part of a <see cref="PicturePlate"/>: a <see cref="PictureCell"/> or a <see cref="ScoresCell"/>.</summary>
/// <param name="Caption">What stands below, line by line (separated by line feeds, at most 6); may be empty. Lines too long for the cell end in an ellipsis.</param>
public abstract record PlateCell(string Caption)
{
    /// <summary>Lines that a caption has at most.</summary>
    public const int MostLines = 6;
}
