using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// The JSON form of TensorFlow's messages (protobuf.dev, "ProtoJSON"): 64-bit numbers are text, bytes are base64, enumerations are names. A constant's values are left out: TensorFlow.js
/// has them beside the graph.
/// </summary>
internal static class ProtoJson
{
    public static void Write(Utf8JsonWriter json, AttrValue value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case AttrValue.Text a: json.WriteBase64String("s", Encoding.UTF8.GetBytes(a.Value)); break;
            case AttrValue.Int a: json.WriteString("i", a.Value.ToString(CultureInfo.InvariantCulture)); break;
            case AttrValue.Float a:
                json.WritePropertyName("f");
                Write(json, a.Value);
                break;
            case AttrValue.Bool a: json.WriteBoolean("b", a.Value); break;
            case AttrValue.Type a: json.WriteString("type", NameOf(a.Value)); break;
            case AttrValue.Shape a:
                json.WritePropertyName("shape");
                Write(json, a.Value);
                break;
            case AttrValue.Tensor a:
                json.WriteStartObject("tensor");
                json.WriteString("dtype", NameOf(a.Value.Type));
                json.WritePropertyName("tensorShape");
                Write(json, new TensorShape([.. a.Value.Shape]));
                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject("list");
                WriteList(json, value);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, TensorShape shape)
    {
        json.WriteStartObject();
        if (!shape.HasRank)
        {
            json.WriteBoolean("unknownRank", true);
        }
        else if (shape.Rank > 0)
        {
            json.WriteStartArray("dim");
            foreach (var size in shape.Dimensions)
            {
                json.WriteStartObject();
                json.WriteString("size", size.ToString(CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The name that types.proto has: <c>DT_FLOAT</c>.</summary>
    public static string NameOf(DataType type) => "DT_" + type.ToString().ToUpperInvariant();

    private static void WriteList(Utf8JsonWriter json, AttrValue list)
    {
        switch (list)
        {
            case AttrValue.Texts a: WriteAll(json, "s", a.Values, text => json.WriteBase64StringValue(Encoding.UTF8.GetBytes(text))); break;
            case AttrValue.Ints a: WriteAll(json, "i", a.Values, number => json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture))); break;
            case AttrValue.Floats a: WriteAll(json, "f", a.Values, number => Write(json, number)); break;
            case AttrValue.Bools a: WriteAll(json, "b", a.Values, json.WriteBooleanValue); break;
            case AttrValue.Types a: WriteAll(json, "type", a.Values, type => json.WriteStringValue(NameOf(type))); break;
            case AttrValue.Shapes a: WriteAll(json, "shape", a.Values, shape => Write(json, shape)); break;
            default: throw new UnreachableException($"An attribute of kind {list.GetType().Name}.");
        }
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> values, Action<T> write)
    {
        if (values.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var value in values) write(value);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, float number)
    {
        if (float.IsFinite(number)) json.WriteNumberValue(number);
        else json.WriteStringValue(float.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }
}
