namespace MlNetCnn.Training;

/// <summary>The bytes under a <see cref="FeatureCache"/> or an <see cref="ExampleStore"/>: a file on the disk, or in tests a disk that is full. Safe for many threads at once, except for the length.</summary>
internal interface IRecordFile : IDisposable
{
    /// <summary>Length in bytes; setting it cuts.</summary>
    long Length { get; set; }

    /// <summary>Reads; false when the file ends before the buffer is full.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    bool TryRead(long offset, Span<byte> buffer);

    /// <summary>Writes all of the bytes.</summary>
    /// <exception cref="IOException">The disk is full or fails; some bytes may have been written.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Brings what was written to the disk itself.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    void Flush();
}
