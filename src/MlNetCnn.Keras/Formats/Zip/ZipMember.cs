namespace MlNetCnn.Keras.Formats;

/// <summary>A member of a zip archive, as the directory and the member's own header agree on it.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Method">0 stored, 8 deflate.</param>
/// <param name="Crc">CRC-32 of the content.</param>
/// <param name="StoredSize">Bytes in the archive.</param>
/// <param name="Size">Bytes of the content.</param>
/// <param name="Header">Where its own header is.</param>
/// <param name="Data">Where its bytes are.</param>
internal sealed record ZipMember(string Name, int Method, uint Crc, long StoredSize, long Size, long Header, long Data);
