using System.Buffers;
using System.Collections.Concurrent;
using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// Feature vectors on the disk, by the hash of the content they were computed from. It cannot go stale: a file belongs to one
/// <see cref="FeatureKey"/>, which names everything else the vectors depend on, and every vector read is checked against its checksum.
/// </summary>
/// <remarks>
/// <para>All members may be called from many threads at once. In memory are some 100 bytes per vector; the values stay in the file.</para>
/// <para>A vector is written at once, at the end of the file. A kill leaves at most one torn record there, which the next writer cuts off. Damaged
/// records are ignored: their vectors are missing, and are computed and added anew.</para>
/// <para>One cache at a time writes a file. Another one of the same key, in this process or another, reads what was there when it opened, and keeps what
/// is added in memory; so does one whose disk is full (<see cref="WriteFailure"/>). On network file systems without locks, use a folder per process.</para>
/// </remarks>
public sealed class FeatureCache : IDisposable
{
    /// <summary>How the files' names end.</summary>
    public const string Extension = ".features";

    /// <summary>Default of what a cache that cannot write keeps in memory, in bytes: 256 MiB.</summary>
    public const long DefaultMemoryLimit = 256L << 20;

    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<ContentHash, long> _offsets = new();
    private readonly ConcurrentDictionary<ContentHash, float[]> _memory = new();
    private readonly byte[] _header;
    private readonly FeatureRecord _record;
    private readonly long _memoryLimit;
    private readonly IDisposable? _writerLock;
    private readonly IRecordFile? _file;
    private bool _writable, _disposed;
    private long _end, _memoryUsed;
    private long _hits, _misses, _added, _damaged;

    /// <summary>Opens the cache of a key, for tests on a file of any kind.</summary>
    /// <param name="file">Null for memory alone.</param>
    /// <param name="writerLock">The right to write, given up on disposal; null to read alone.</param>
    internal FeatureCache(string path, FeatureKey key, int length, long memoryLimit, IRecordFile? file, IDisposable? writerLock)
    {
        (Path, Length, _memoryLimit) = (path, length, memoryLimit);
        _header = FeatureFileHeader.Build(key, length);
        _record = new FeatureRecord(length, FeatureFileHeader.Checksum(_header));
        (_file, _writerLock, _writable) = (file, writerLock, writerLock is not null);
        if (_file is null) return;
        if (_writable) Prepare();
        else if (FeatureFileHeader.Matches(_file, _header)) ReadIndex();
    }

    /// <summary>The file: the key's hash in short, and the layer's name.</summary>
    public string Path { get; }

    /// <summary>Values of a vector.</summary>
    public int Length { get; }

    /// <summary>Number of vectors at hand. A damaged one counts until it is asked for.</summary>
    public int Count => _offsets.Count + _memory.Count;

    /// <summary>Whether what is added reaches the file. False when another cache writes it, or after a <see cref="WriteFailure"/>.</summary>
    public bool IsWritable => _writable;

    /// <summary>Why the cache stopped writing, e.g. a full disk; null while all is well. To be logged: the cache itself goes on, in memory.</summary>
    public IOException? WriteFailure { get; private set; }

    /// <summary>Counts since it was opened.</summary>
    public FeatureCacheStatistics Statistics =>
        new(Interlocked.Read(ref _hits), Interlocked.Read(ref _misses), Interlocked.Read(ref _added), Interlocked.Read(ref _damaged));

    /// <summary>Opens the cache of a key, and makes folder and file where there are none. A file that was written for another key, length or version is started anew.</summary>
    /// <param name="folder">Where the files lie. Besides each there is an empty file that ends in <c>.lock</c>.</param>
    /// <param name="key">What the vectors depend on.</param>
    /// <param name="length">Values of a vector, at least 1.</param>
    /// <param name="memoryLimit">How many bytes of vectors to keep in memory while the file cannot be written; what is added beyond is dropped.</param>
    /// <exception cref="ArgumentException">The folder's name is empty, or the key has an empty text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1 or above 2^28 - 64, or the limit is negative.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the file is no feature cache; the message says what to do.</exception>
    public static FeatureCache Open(string folder, FeatureKey key, int length, long memoryLimit = DefaultMemoryLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, FeatureRecord.MaxLength);
        ArgumentOutOfRangeException.ThrowIfNegative(memoryLimit);
        new OptionErrors(nameof(FeatureKey))
            .Require(!string.IsNullOrEmpty(key.Layer), $"{nameof(FeatureKey.Layer)} is empty; it must name the layer whose output is cached.")
            .Require(!string.IsNullOrEmpty(key.Recipe), $"{nameof(FeatureKey.Recipe)} is empty; it must say how content becomes the model's input.")
            .Require(!string.IsNullOrEmpty(key.Precision), $"{nameof(FeatureKey.Precision)} is empty; it must name the engine and its version.")
            .ThrowIfAny(nameof(key));

        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), key.FileName());
        IDisposable? writerLock = null;
        IRecordFile? file = null;
        try
        {
            Directory.CreateDirectory(folder);
            writerLock = WriterLock.TryTake(path);
            if (writerLock is not null) file = DiskRecordFile.OpenWriter(path);
            else if (File.Exists(path)) file = DiskRecordFile.OpenReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            writerLock?.Dispose();
            throw new IOException($"The folder '{folder}' cannot be used for the feature cache: {e.Message} Name a folder that this user may write to, or work without a cache.", e);
        }

        try
        {
            return new FeatureCache(path, key, length, memoryLimit, file, writerLock);
        }
        catch
        {
            file?.Dispose();
            writerLock?.Dispose();
            throw;
        }
    }

    /// <summary>Deletes all caches in a folder but those that somebody writes at the moment. Their empty lock files stay.</summary>
    /// <param name="folder">Where the files lie; it need not exist.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be deleted.</exception>
    public static int Clear(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder)) return 0;
        var deleted = 0;
        foreach (var path in Directory.GetFiles(folder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            using var writerLock = WriterLock.TryTake(path);
            if (writerLock is null) continue;
            using (var file = DiskRecordFile.OpenReader(path))
                if (!FeatureFileHeader.IsCache(file)) continue;
            File.Delete(path);
            deleted++;
        }

        return deleted;
    }

    /// <summary>Looks a vector up.</summary>
    /// <param name="content">Hash of the content it was computed from.</param>
    /// <param name="destination">Room for <see cref="Length"/> values; untouched when there is no vector.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArgumentException">The room is of another length.</exception>
    /// <exception cref="ObjectDisposedException">The cache is closed.</exception>
    public bool TryGet(ContentHash content, Span<float> destination)
    {
        CheckLength(destination.Length, nameof(destination));
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_memory.TryGetValue(content, out var values)) values.CopyTo(destination);
        else if (!TryRead(content, destination))
        {
            Interlocked.Increment(ref _misses);
            return false;
        }

        Interlocked.Increment(ref _hits);
        return true;
    }

    /// <summary>Adds a vector, unless there is one for this content. A disk that fails does not stop the caller's work: see <see cref="WriteFailure"/>.</summary>
    /// <param name="content">Hash of the content it was computed from.</param>
    /// <param name="values"><see cref="Length"/> values.</param>
    /// <returns>Whether it was added; false also when it cannot be written and memory has reached its limit.</returns>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    /// <exception cref="ObjectDisposedException">The cache is closed.</exception>
    public bool Add(ContentHash content, ReadOnlySpan<float> values)
    {
        CheckLength(values.Length, nameof(values));
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_offsets.ContainsKey(content) || _memory.ContainsKey(content)) return false;
            if (!TryWrite(content, values) && !TryKeep(content, values)) return false;
        }

        Interlocked.Increment(ref _added);
        return true;
    }

    /// <summary>Forgets all vectors, in the file too.</summary>
    /// <exception cref="InvalidOperationException">Another cache writes the file.</exception>
    /// <exception cref="IOException">The file cannot be cut.</exception>
    /// <exception cref="ObjectDisposedException">The cache is closed.</exception>
    public void Clear()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_writerLock is null) throw new InvalidOperationException($"The feature cache '{Path}' is being written by somebody else: only the writer can clear it.");
            _offsets.Clear();
            _memory.Clear();
            _memoryUsed = 0;
            if (_file is null) return;
            // A file that failed may lack its header: emptied, the next writer starts it anew.
            _file.Length = _writable ? _header.Length : 0;
            _end = _header.Length;
        }
    }

    /// <summary>Brings what was added to the disk itself, so that it survives a power failure too. (The end of the process it survives without.)</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    /// <exception cref="ObjectDisposedException">The cache is closed.</exception>
    public void Flush()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_writable) _file?.Flush();
        }
    }

    /// <summary>Closes the file and lets others write it. A failure to flush is noted in <see cref="WriteFailure"/>.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed) return;
            _disposed = true;
            try
            {
                if (_writable) _file?.Flush();
            }
            catch (IOException e)
            {
                WriteFailure = e;
            }

            _writable = false;
            _file?.Dispose();
            _writerLock?.Dispose();
        }
    }

    /// <summary>Makes the file ready to be appended to: header, whole records, nothing else.</summary>
    private void Prepare()
    {
        if (!FeatureFileHeader.IsCache(_file!))
            throw new IOException($"'{Path}' stands where a feature cache belongs, but is none, so it is left alone. Move it away, or name another folder.");
        try
        {
            if (FeatureFileHeader.Matches(_file!, _header))
            {
                ReadIndex();
                if (_file!.Length != _end) _file.Length = _end;
            }
            else
            {
                _file!.Length = 0;
                _file.Write(0, _header);
                _end = _header.Length;
            }
        }
        catch (IOException e)
        {
            (_writable, WriteFailure) = (false, e);
        }
    }

    /// <summary>Notes where each whole record lies; of two for one content the later counts.</summary>
    private void ReadIndex()
    {
        Span<byte> bytes = stackalloc byte[ContentHash.Length];
        var length = _file!.Length;
        for (_end = _header.Length; _end + _record.Size <= length && _file.TryRead(_end, bytes); _end += _record.Size)
            _offsets[new ContentHash(bytes)] = _end;
    }

    private bool TryRead(ContentHash content, Span<float> destination)
    {
        if (!_offsets.TryGetValue(content, out var offset)) return false;
        var buffer = ArrayPool<byte>.Shared.Rent(_record.Size);
        try
        {
            var record = buffer.AsSpan(0, _record.Size);
            if (_file!.TryRead(offset, record) && _record.TryDecode(record, content, destination)) return true;
        }
        catch (IOException)
        {
            // A place on the disk that cannot be read is a damaged record like others.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        // Only this place: somebody may have added the content anew meanwhile.
        if (_offsets.TryRemove(KeyValuePair.Create(content, offset))) Interlocked.Increment(ref _damaged);
        return false;
    }

    private bool TryWrite(ContentHash content, ReadOnlySpan<float> values)
    {
        if (!_writable) return false;
        var buffer = ArrayPool<byte>.Shared.Rent(_record.Size);
        try
        {
            var record = buffer.AsSpan(0, _record.Size);
            _record.Encode(record, content, values);
            _file!.Write(_end, record);
        }
        catch (IOException e)
        {
            (_writable, WriteFailure) = (false, e);
            CutTornRecord();
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _offsets[content] = _end;
        _end += _record.Size;
        return true;
    }

    private void CutTornRecord()
    {
        try
        {
            _file!.Length = _end;
        }
        catch (IOException)
        {
            // The next writer cuts it.
        }
    }

    private bool TryKeep(ContentHash content, ReadOnlySpan<float> values)
    {
        if (_memoryUsed + 4L * Length > _memoryLimit) return false;
        _memoryUsed += 4L * Length;
        _memory[content] = values.ToArray();
        return true;
    }

    private void CheckLength(int length, string name)
    {
        if (length != Length) throw new ArgumentException($"The vectors of this cache have {Length} values, not {length}.", name);
    }
}
