using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow;

/// <summary>A tensor's values in this process's memory: what constants hold, what a session is fed with, and what it gives.</summary>
public sealed class TensorValue
{
    private readonly Memory<float> _floats;
    private readonly Array? _others;

    private TensorValue(DataType type, IReadOnlyList<int> shape, Memory<float> floats, Array? others, int count)
    {
        var expected = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (expected != count) throw new ArgumentException($"The shape [{string.Join(",", shape)}] has {expected} values, not {count}.", nameof(shape));
        (Type, Shape, _floats, _others, Count) = (type, shape, floats, others, count);
    }

    /// <summary>Float, Int32, Int64, Bool or String.</summary>
    public DataType Type { get; }

    /// <summary>Sizes of all dimensions, the batch's included; none for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of values.</summary>
    public int Count { get; }

    /// <summary>The values of a <see cref="DataType.Float"/> tensor, row-major; not a copy.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public Memory<float> Floats => Type == DataType.Float ? _floats : throw Wrong(DataType.Float);

    /// <summary>The values of an <see cref="DataType.Int32"/> tensor; not a copy.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public int[] Ints => _others as int[] ?? throw Wrong(DataType.Int32);

    /// <summary>The values of an <see cref="DataType.Int64"/> tensor; not a copy.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public long[] Longs => _others as long[] ?? throw Wrong(DataType.Int64);

    /// <summary>The values of a <see cref="DataType.Bool"/> tensor; not a copy.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public bool[] Bools => _others as bool[] ?? throw Wrong(DataType.Bool);

    /// <summary>The values of a <see cref="DataType.String"/> tensor; not a copy.</summary>
    /// <exception cref="InvalidOperationException">It has another type.</exception>
    public string[] Strings => _others as string[] ?? throw Wrong(DataType.String);

    /// <summary>The values as they lie in memory (little-endian; a bool is a byte); empty for strings.</summary>
    public Span<byte> Bytes => _others switch
    {
        null => MemoryMarshal.AsBytes(_floats.Span),
        int[] values => MemoryMarshal.AsBytes(values.AsSpan()),
        long[] values => MemoryMarshal.AsBytes(values.AsSpan()),
        bool[] values => MemoryMarshal.AsBytes(values.AsSpan()),
        _ => [],
    };

    /// <summary>Wraps float32 values without copying.</summary>
    /// <param name="values">As many as the shape has.</param>
    /// <param name="shape">Sizes of all dimensions; none for a scalar.</param>
    /// <exception cref="ArgumentException">The number of values is another.</exception>
    public static TensorValue Of(Memory<float> values, params IReadOnlyList<int> shape) => new(DataType.Float, shape, values, null, values.Length);

    /// <summary>Wraps int32 values without copying.</summary>
    /// <inheritdoc cref="Of(Memory{float}, IReadOnlyList{int})"/>
    public static TensorValue Of(int[] values, params IReadOnlyList<int> shape) => new(DataType.Int32, shape, default, Given(values), values.Length);

    /// <summary>Wraps int64 values without copying.</summary>
    /// <inheritdoc cref="Of(Memory{float}, IReadOnlyList{int})"/>
    public static TensorValue Of(long[] values, params IReadOnlyList<int> shape) => new(DataType.Int64, shape, default, Given(values), values.Length);

    /// <summary>Wraps truth values without copying.</summary>
    /// <inheritdoc cref="Of(Memory{float}, IReadOnlyList{int})"/>
    public static TensorValue Of(bool[] values, params IReadOnlyList<int> shape) => new(DataType.Bool, shape, default, Given(values), values.Length);

    /// <summary>Wraps strings (UTF-8 in TensorFlow) without copying.</summary>
    /// <inheritdoc cref="Of(Memory{float}, IReadOnlyList{int})"/>
    public static TensorValue Of(string[] values, params IReadOnlyList<int> shape) => new(DataType.String, shape, default, Given(values), values.Length);

    /// <summary>A single float32.</summary>
    public static TensorValue Scalar(float value) => Of(new[] { value }.AsMemory(), []);

    /// <summary>A single int32.</summary>
    public static TensorValue Scalar(int value) => Of(new[] { value }, []);

    /// <summary>A single int64.</summary>
    public static TensorValue Scalar(long value) => Of(new[] { value }, []);

    /// <summary>E.g. <c>Float[20,150,150,3]</c>.</summary>
    public override string ToString() => $"{Type}[{string.Join(",", Shape)}]";

    private static T[] Given<T>(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values;
    }

    private InvalidOperationException Wrong(DataType wanted) => new($"The tensor holds {Type}, not {wanted}.");
}
