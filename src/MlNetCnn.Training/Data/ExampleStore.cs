using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// Examples that come once, in any order of making, and are then fetched by index: the rows of a data view, decoded pictures. Inputs of whole numbers 0 to 255 are
/// kept as bytes, others as floats, both bit by bit. What does not fit into the memory allowed goes to a temporary file, which is gone with the store or
/// with the process, even a killed one.
/// </summary>
/// <remarks>Append from one thread, before others fetch; fetching is safe from many threads at once.</remarks>
public sealed class ExampleStore : IBatchSource, IDisposable
{
    /// <summary>What an example costs beside its numbers: the array's header and the entry.</summary>
    private const int Overhead = 48;

    private readonly List<Entry> _entries = [];
    private readonly int _inputLength, _targetLength;
    private readonly long _memoryLimit;
    private readonly string _folder;
    private readonly Func<string, IRecordFile> _open;
    private IRecordFile? _file;
    private long _memory, _end;
    private bool _disposed;

    /// <summary>Opens an empty store.</summary>
    /// <param name="inputShape">Shape of one input.</param>
    /// <param name="targetShape">Shape of one target. Default <c>[1]</c>: a binary label or a class index.</param>
    /// <param name="memoryLimit">Bytes of memory for examples; those beyond go to the disk. Default 1 GiB; 0 keeps all on the disk.</param>
    /// <param name="folder">Existing folder of the temporary file. Default: the system's folder for such (<see cref="Path.GetTempPath"/>).</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public ExampleStore(Shape inputShape, Shape? targetShape = null, long memoryLimit = 1L << 30, string? folder = null)
        : this(inputShape, targetShape, memoryLimit, folder, DiskRecordFile.OpenScratch) { }

    internal ExampleStore(Shape inputShape, Shape? targetShape, long memoryLimit, string? folder, Func<string, IRecordFile> open)
    {
        var target = targetShape ?? [1];
        _folder = folder ?? Path.GetTempPath();
        new OptionErrors(nameof(ExampleStore))
            .Require(inputShape.IsKnown && inputShape.Count > 0, nameof(inputShape), inputShape, "of known, positive dimensions")
            .Require(target.IsKnown && target.Count > 0, nameof(targetShape), target, "of known, positive dimensions")
            .Require(memoryLimit >= 0, nameof(memoryLimit), memoryLimit, "at least 0, in bytes")
            .Require(Directory.Exists(_folder), nameof(folder), $"'{_folder}'", "an existing folder")
            .ThrowIfAny();
        (InputShape, TargetShape, _memoryLimit, _open) = (inputShape, target, memoryLimit, open);
        (_inputLength, _targetLength) = (checked((int)inputShape.Count), checked((int)target.Count));
        _ = checked((_inputLength + _targetLength) * sizeof(float));
    }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public Shape InputShape { get; }

    /// <inheritdoc/>
    public Shape TargetShape { get; }

    /// <summary>Bytes of memory that examples take.</summary>
    public long MemoryBytes => _memory;

    /// <summary>Bytes in the temporary file; 0 when all examples are in memory.</summary>
    public long DiskBytes => _end;

    /// <summary>Adds an example; its index is the <see cref="Count"/> before.</summary>
    /// <param name="input">The input, row-major. Copied.</param>
    /// <param name="target">The target. Copied.</param>
    /// <param name="weight">Sample weight, finite and not negative. Default 1.</param>
    /// <exception cref="ArgumentException">A length or the weight is wrong.</exception>
    /// <exception cref="IOException">The disk is full or fails; the store is as it was before.</exception>
    public void Append(ReadOnlySpan<float> input, ReadOnlySpan<float> target, float weight = 1)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        new OptionErrors(nameof(ExampleStore))
            .Require(input.Length == _inputLength, $"The input of example {Count} has {input.Length} values; shape {InputShape} has {_inputLength}.")
            .Require(target.Length == _targetLength, $"The target of example {Count} has {target.Length} values; shape {TargetShape} has {_targetLength}.")
            .Require(float.IsFinite(weight) && weight >= 0, nameof(weight), weight, "a finite number of at least 0")
            .ThrowIfAny();
        var asBytes = ByteValues.AreAll(input);
        var length = RecordLength(asBytes);
        var inMemory = _memory + length + Overhead <= _memoryLimit;
        var record = inMemory ? new byte[length] : ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var body = record.AsSpan(0, length);
            MemoryMarshal.AsBytes(target).CopyTo(body);
            var pixels = body[(_targetLength * sizeof(float))..];
            if (asBytes) ByteValues.Pack(input, pixels);
            else MemoryMarshal.AsBytes(input).CopyTo(pixels);
            if (inMemory)
            {
                _entries.Add(new Entry(record, 0, asBytes, weight));
                _memory += length + Overhead;
                return;
            }

            WriteToDisk(body);
            _entries.Add(new Entry(null, _end, asBytes, weight));
            _end += length;
        }
        finally
        {
            if (!inMemory) ArrayPool<byte>.Shared.Return(record);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 .. <see cref="Count"/> - 1.</exception>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (var i = 0; i < indices.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((uint)indices[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(indices), indices[i], $"There are {Count} examples, numbered from 0.");
            var entry = _entries[indices[i]];
            var input = inputs.Slice(i * _inputLength, _inputLength);
            var target = targets.Slice(i * _targetLength, _targetLength);
            weights[i] = entry.Weight;
            if (entry.Record is { } record) Unpack(record, entry.AsBytes, input, target);
            else ReadFromDisk(entry, input, target);
        }
    }

    /// <summary>Frees the memory and deletes the temporary file.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _entries.Clear();
        _file?.Dispose();
    }

    private int RecordLength(bool asBytes) => _targetLength * sizeof(float) + _inputLength * (asBytes ? 1 : sizeof(float));

    private void Unpack(ReadOnlySpan<byte> record, bool asBytes, Span<float> input, Span<float> target)
    {
        var split = _targetLength * sizeof(float);
        record[..split].CopyTo(MemoryMarshal.AsBytes(target));
        if (asBytes) ByteValues.Unpack(record[split..], input);
        else record[split..].CopyTo(MemoryMarshal.AsBytes(input));
    }

    private void ReadFromDisk(Entry entry, Span<float> input, Span<float> target)
    {
        var length = RecordLength(entry.AsBytes);
        var record = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (!_file!.TryRead(entry.Offset, record.AsSpan(0, length)))
                throw new IOException($"The temporary file of examples in '{_folder}' ends early: something has cut it.");
            Unpack(record.AsSpan(0, length), entry.AsBytes, input, target);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(record);
        }
    }

    private void WriteToDisk(ReadOnlySpan<byte> record)
    {
        try
        {
            _file ??= _open(_folder);
            _file.Write(_end, record);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                string.Create(CultureInfo.InvariantCulture, $"Example {Count} cannot be written to a temporary file in '{_folder}', where examples beyond {_memoryLimit} bytes of memory go ({_end} bytes so far): {e.Message} Name a folder with room, or allow more memory."),
                e)
            { HResult = e.HResult };
        }
    }

    /// <summary>Where an example is: in a record of its own, or in the file. A record is the target, then the input.</summary>
    private readonly record struct Entry(byte[]? Record, long Offset, bool AsBytes, float Weight);
}
