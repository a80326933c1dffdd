namespace MlNetCnn.Imaging;

/// <summary>What the header of a picture file says, without decoding any pixel.</summary>
/// <param name="Format">File format, found by its first bytes, never by the file's name.</param>
/// <param name="Height">Rows as stored, before any EXIF orientation.</param>
/// <param name="Width">Columns as stored, before any EXIF orientation.</param>
/// <param name="Channels">Channels that <see cref="ImageFile.Decode"/> will return: 1, 3 or 4.</param>
/// <param name="Orientation">EXIF orientation; <see cref="ExifOrientation.Normal"/> where the file states none.</param>
public sealed record ImageInfo(ImageFormat Format, int Height, int Width, int Channels, ExifOrientation Orientation);
