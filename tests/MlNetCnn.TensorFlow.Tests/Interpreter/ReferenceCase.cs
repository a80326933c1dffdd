using System.Globalization;
using System.Text.Json;
using MlNetCnn.TensorFlow.Interpreter;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>Cases of Reference/interpreter.json, which Reference/make_interpreter.py computed with PyTorch and NumPy.</summary>
internal static class ReferenceCase
{
    public static IReadOnlyList<JsonElement> All { get; } =
        [.. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "interpreter.json"))).RootElement.EnumerateArray()];

    public static string Op(JsonElement item) => item.GetProperty("op").GetString()!;

    /// <summary>A tensor written as [type, shape, values].</summary>
    public static Tensor Read(JsonElement item)
    {
        int[] shape = [.. item[1].EnumerateArray().Select(d => d.GetInt32())];
        var values = item[2].EnumerateArray();
        return item[0].GetString() switch
        {
            "float" => new(DataType.Float, shape, values.Select(Number).Select(v => (float)v).ToArray()),
            "int32" => new(DataType.Int32, shape, values.Select(v => v.GetInt32()).ToArray()),
            "int64" => new(DataType.Int64, shape, values.Select(v => v.GetInt64()).ToArray()),
            "bool" => new(DataType.Bool, shape, values.Select(v => v.GetBoolean()).ToArray()),
            var other => throw new InvalidDataException(other),
        };
    }

    public static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : value.GetString() switch { "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, "nan" => double.NaN, var other => double.Parse(other!, CultureInfo.InvariantCulture) };

    /// <summary>Attributes, of the kinds that the operation's definition says.</summary>
    public static Dictionary<string, AttrValue> Attributes(JsonElement item) =>
        item.GetProperty("attrs").EnumerateObject().ToDictionary(p => p.Name, p => Attribute(KernelTable.Find(Op(item)).Definition.Attributes.First(a => a.Name == p.Name).Kind, p.Value));

    private static AttrValue Attribute(string kind, JsonElement value) => kind switch
    {
        "int" => value.GetInt64(),
        "float" => value.GetSingle(),
        "bool" => value.GetBoolean(),
        "string" => value.GetString()!,
        "type" => Enum.Parse<DataType>(value.GetString()!, ignoreCase: true),
        "ints" => value.EnumerateArray().Select(v => v.GetInt64()).ToArray(),
        _ => throw new InvalidDataException(kind),
    };
}
