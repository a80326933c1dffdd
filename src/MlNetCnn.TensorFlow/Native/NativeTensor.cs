using System.Text;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>A <c>TF_Tensor</c>. Values are copied in and out, row-major, into memory that TensorFlow has aligned for itself.</summary>
internal sealed unsafe class NativeTensor : IDisposable
{
    /// <summary>Bytes of a <c>TF_TString</c>, fixed since TensorFlow 2.4.</summary>
    private const int StringSize = 24;

    private readonly TensorFlowApi _api;
    private readonly NativeObject _tensor;
    private int _strings;

    /// <summary>Takes over a tensor that TensorFlow made.</summary>
    public NativeTensor(TensorFlowApi api, nint pointer) => (_api, _tensor) = (api, new(api, NativeKind.Tensor, pointer, api.DeleteTensor));

    /// <summary>Makes a tensor of our values.</summary>
    /// <exception cref="TensorFlowException">There is no memory for it.</exception>
    public NativeTensor(TensorFlowApi api, TensorValue value)
    {
        if (value.Type == DataType.String) RequireStrings(api);
        long[] sizes = [.. value.Shape];
        var bytes = (nuint)value.Count * (nuint)SizeOf(value.Type);
        nint pointer;
        fixed (long* dimensions = sizes) pointer = api.AllocateTensor((int)value.Type, dimensions, sizes.Length, bytes);
        if (pointer == 0) throw new TensorFlowException($"TensorFlow has no memory for a tensor {value} of {bytes:N0} bytes.", TensorFlowStatus.ResourceExhausted);
        (_api, _tensor) = (api, new(api, NativeKind.Tensor, pointer, api.DeleteTensor));
        if (value.Count == 0) return;
        if (value.Type == DataType.String) Write(value.Strings);
        else if (value.Type == DataType.Float) value.Floats.Span.CopyTo(new Span<float>(Data, value.Count));
        else value.Bytes.CopyTo(new Span<byte>(Data, checked((int)bytes)));
    }

    public nint Pointer => _tensor.Pointer;

    private void* Data => _api.TensorData(Pointer);

    /// <summary>Copies the values out.</summary>
    /// <param name="name">What it is the output of, for messages.</param>
    /// <exception cref="TensorFlowException">It is of a type that has no place in a <see cref="TensorValue"/>, or larger than an array can be.</exception>
    public TensorValue Read(string name)
    {
        var type = (DataType)_api.TensorType(Pointer);
        var shape = new int[_api.NumDims(Pointer)];
        var count = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            var size = _api.Dim(Pointer, i);
            count = size > int.MaxValue || count * size > Array.MaxLength ? throw Wrong($"is too large for an array (dimension {i} has {size:N0})") : count * size;
            shape[i] = (int)size;
        }

        if (type is not (DataType.Float or DataType.Int32 or DataType.Int64 or DataType.Bool or DataType.String))
            throw Wrong($"holds {type} ({(int)type}); Float, Int32, Int64, Bool and String can be fetched, so that a Cast is needed before");
        if (type == DataType.String) RequireStrings(_api);
        var bytes = _api.TensorByteSize(Pointer);
        if (bytes != (nuint)count * (nuint)SizeOf(type)) throw Wrong($"has {bytes:N0} bytes, not {count} of {SizeOf(type)}");
        return type switch
        {
            DataType.Float => TensorValue.Of(Copy<float>((int)count).AsMemory(), shape),
            DataType.Int32 => TensorValue.Of(Copy<int>((int)count), shape),
            DataType.Int64 => TensorValue.Of(Copy<long>((int)count), shape),
            DataType.Bool => TensorValue.Of(Array.ConvertAll(Copy<byte>((int)count), b => b != 0), shape),
            _ => TensorValue.Of(ReadStrings((int)count), shape),
        };

        TensorFlowException Wrong(string what) => new($"The tensor {name} {what}.", TensorFlowStatus.Unimplemented);
    }

    /// <summary>Gives the tensor back. TensorFlow does not look into strings that are not its own, so these go first; by then nothing that shares them may be in use.</summary>
    public void Dispose()
    {
        if (!_tensor.IsClosed)
            for (var i = 0; i < _strings; i++) _api.StringDealloc(StringAt(i));
        _strings = 0;
        _tensor.Dispose();
    }

    private static void RequireStrings(TensorFlowApi api)
    {
        if (api.WithoutStrings.Count > 0)
            throw new TensorFlowException($"This TensorFlow ({api.Release}) cannot take or give strings: it lacks {string.Join(", ", api.WithoutStrings)}.", TensorFlowStatus.Unimplemented);
    }

    private static int SizeOf(DataType type) => type switch
    {
        DataType.Float or DataType.Int32 => 4,
        DataType.Int64 => 8,
        DataType.Bool => 1,
        _ => StringSize,
    };

    private T[] Copy<T>(int count)
        where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        if (count > 0) new ReadOnlySpan<T>(Data, count).CopyTo(values);
        return values;
    }

    private void Write(string[] values)
    {
        for (; _strings < values.Length; _strings++)
        {
            var bytes = Encoding.UTF8.GetBytes(values[_strings]);
            var place = StringAt(_strings);
            _api.StringInit(place);
            fixed (byte* start = bytes) _api.StringCopy(place, start, (nuint)bytes.Length);
        }
    }

    private string[] ReadStrings(int count)
    {
        var values = new string[count];
        for (var i = 0; i < count; i++) values[i] = Encoding.UTF8.GetString(_api.StringGetDataPointer(StringAt(i)), checked((int)_api.StringGetSize(StringAt(i))));
        return values;
    }

    private void* StringAt(int index) => (byte*)Data + ((nint)index * StringSize);
}
