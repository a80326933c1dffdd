using System.Runtime.CompilerServices;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>
/// Values between two nodes. Nothing ever writes into one that is finished, so tensors are shared freely. Reals are stored in their type and computed with in double.
/// </summary>
internal sealed class Tensor
{
    public Tensor(DataType type, int[] shape, Array data)
    {
        if (Size(shape) != data.Length) throw new InvalidOperationException($"[{string.Join(",", shape)}] has {Size(shape)} values, not {data.Length}.");
        (Type, Shape, Data) = (type, shape, data);
    }

    public DataType Type { get; }

    public int[] Shape { get; }

    /// <summary>float[], double[], int[], long[], ulong[], byte[], bool[], string[] or <see cref="VariableKey"/>[], row-major.</summary>
    public Array Data { get; }

    public int Count => Data.Length;

    public int Rank => Shape.Length;

    public bool IsReal => Type is DataType.Float or DataType.Double;

    /// <summary>E.g. [2,3], as TensorFlow's messages have it.</summary>
    public string ShapeText => $"[{string.Join(",", Shape)}]";

    public bool[] Bools => (bool[])Data;

    public string[] Strings => (string[])Data;

    /// <summary>Reals as double; the tensor's own array where it is one already, so only to be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[] Reals()
    {
        if (Data is double[] own) return own;
        var values = (float[])Data;
        var result = new double[values.Length];
        for (var i = 0; i < result.Length; i++) result[i] = values[i];
        return result;
    }

    /// <summary>Whole numbers of any type.</summary>
    public long[] Integers() => Data switch
    {
        long[] own => own,
        int[] values => Array.ConvertAll(values, v => (long)v),
        byte[] values => Array.ConvertAll(values, v => (long)v),
        ulong[] values => Array.ConvertAll(values, v => unchecked((long)v)),
        _ => throw new InvalidOperationException($"{Type} is no type of whole numbers."),
    };

    /// <summary>The same values in another shape.</summary>
    public Tensor As(params int[] shape) => new(Type, shape, Data);

    public static int Size(ReadOnlySpan<int> shape)
    {
        var size = 1L;
        foreach (var d in shape) size = checked(size * d);
        return checked((int)size);
    }

    /// <summary>Reals, rounded once to the type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Tensor Real(DataType type, int[] shape, double[] values)
    {
        if (type == DataType.Double) return new(type, shape, values);
        if (type != DataType.Float) throw new InvalidOperationException($"{type} is no type of reals.");
        var result = new float[values.Length];
        for (var i = 0; i < result.Length; i++) result[i] = (float)values[i];
        return new(type, shape, result);
    }

    /// <summary>Whole numbers, wrapped around to the type.</summary>
    public static Tensor Integer(DataType type, int[] shape, long[] values) => new(type, shape, type switch
    {
        DataType.Int64 => values,
        DataType.Int32 => Array.ConvertAll(values, v => unchecked((int)v)),
        DataType.UInt8 => Array.ConvertAll(values, v => unchecked((byte)v)),
        DataType.UInt64 => Array.ConvertAll(values, v => unchecked((ulong)v)),
        _ => throw new InvalidOperationException($"{type} is no type of whole numbers."),
    });

    public static Tensor Bool(int[] shape, bool[] values) => new(DataType.Bool, shape, values);

    /// <summary>An array of the type's elements, all 0 (false, empty).</summary>
    public static Array NewArray(DataType type, int count) => type switch
    {
        DataType.Float => new float[count],
        DataType.Double => new double[count],
        DataType.Int32 => new int[count],
        DataType.Int64 => new long[count],
        DataType.UInt64 => new ulong[count],
        DataType.UInt8 => new byte[count],
        DataType.Bool => new bool[count],
        DataType.String => Filled(count, ""),
        _ => throw new InvalidOperationException($"There are no tensors of {type}."),
    };

    public static Tensor From(TensorValue value) => new(value.Type, [.. value.Shape], value.Type switch
    {
        DataType.Float => value.Floats.ToArray(),
        DataType.Int32 => (Array)value.Ints.Clone(),
        DataType.Int64 => (Array)value.Longs.Clone(),
        DataType.Bool => (Array)value.Bools.Clone(),
        DataType.String => (Array)value.Strings.Clone(),
        _ => throw new InvalidOperationException($"{value.Type} cannot be fed."),
    });

    /// <summary>A copy for the caller of a session.</summary>
    public TensorValue ToValue() => Data.Clone() switch
    {
        float[] values => TensorValue.Of(values.AsMemory(), Shape),
        int[] values => TensorValue.Of(values, Shape),
        long[] values => TensorValue.Of(values, Shape),
        bool[] values => TensorValue.Of(values, Shape),
        string[] values => TensorValue.Of(values, Shape),
        _ => throw new TensorFlowException($"Tensors of {Type} cannot be fetched here: cast them in the graph.", TensorFlowStatus.Unimplemented),
    };

    public override string ToString() => $"{Type}{ShapeText}";

    private static string[] Filled(int count, string value)
    {
        var result = new string[count];
        Array.Fill(result, value);
        return result;
    }
}
