namespace MlNetCnn.TensorFlow;

/// <summary>An attribute of a node: one of the kinds that TensorFlow's <c>attr_value.proto</c> has and convnets use.</summary>
public abstract record AttrValue
{
    private protected AttrValue() { }

    /// <summary>A number: <c>i</c>.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Int(long Value) : AttrValue;

    /// <summary>A number: <c>f</c>.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Float(float Value) : AttrValue;

    /// <summary>Yes or no: <c>b</c>.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Bool(bool Value) : AttrValue;

    /// <summary>Text: <c>s</c>.</summary>
    /// <param name="Value">UTF-8 in files.</param>
    public sealed record Text(string Value) : AttrValue;

    /// <summary>A type of tensors: <c>type</c>.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Type(DataType Value) : AttrValue;

    /// <summary>A shape: <c>shape</c>.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Shape(TensorShape Value) : AttrValue;

    /// <summary>A constant's values: <c>tensor</c>.</summary>
    /// <param name="Value">The values.</param>
    public sealed record Tensor(TensorValue Value) : AttrValue;

    /// <summary>Numbers: <c>list(int)</c>.</summary>
    /// <param name="Values">The numbers.</param>
    public sealed record Ints(IReadOnlyList<long> Values) : AttrValue;

    /// <summary>Numbers: <c>list(float)</c>.</summary>
    /// <param name="Values">The numbers.</param>
    public sealed record Floats(IReadOnlyList<float> Values) : AttrValue;

    /// <summary>Yeses and noes: <c>list(bool)</c>.</summary>
    /// <param name="Values">Which.</param>
    public sealed record Bools(IReadOnlyList<bool> Values) : AttrValue;

    /// <summary>Texts: <c>list(string)</c>. An empty list of a file is one of these, whatever its kind.</summary>
    /// <param name="Values">UTF-8 in files.</param>
    public sealed record Texts(IReadOnlyList<string> Values) : AttrValue;

    /// <summary>Types: <c>list(type)</c>.</summary>
    /// <param name="Values">Which.</param>
    public sealed record Types(IReadOnlyList<DataType> Values) : AttrValue;

    /// <summary>Shapes: <c>list(shape)</c>.</summary>
    /// <param name="Values">Which.</param>
    public sealed record Shapes(IReadOnlyList<TensorShape> Values) : AttrValue;

    /// <summary>A number.</summary>
    public static implicit operator AttrValue(long value) => new Int(value);

    /// <summary>A number.</summary>
    public static implicit operator AttrValue(float value) => new Float(value);

    /// <summary>Yes or no.</summary>
    public static implicit operator AttrValue(bool value) => new Bool(value);

    /// <summary>Text.</summary>
    public static implicit operator AttrValue(string value) => new Text(value);

    /// <summary>A type of tensors.</summary>
    public static implicit operator AttrValue(DataType value) => new Type(value);

    /// <summary>A shape.</summary>
    public static implicit operator AttrValue(TensorShape value) => new Shape(value);

    /// <summary>A constant's values.</summary>
    public static implicit operator AttrValue(TensorValue value) => new Tensor(value);

    /// <summary>Numbers.</summary>
    public static implicit operator AttrValue(long[] values) => new Ints(values);

    /// <summary>Types.</summary>
    public static implicit operator AttrValue(DataType[] values) => new Types(values);
}
