using MlNetCnn.Keras;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>AttrValue.ListValue</c> of attr_value.proto.</summary>
internal static class AttrListReader
{
    /// <summary>Numbers of one list. The longest lists of real graphs are of shapes, one per output of a node.</summary>
    private const int Longest = 1 << 16;

    /// <param name="list">The message.</param>
    /// <param name="where">Node and attribute, for messages.</param>
    public static AttrValue Read(MessageSource list, string where)
    {
        var (reader, kind) = (list.Reader, 0);
        var (texts, numbers, floats, shapes) = (new List<string>(), new List<long>(), new List<float>(), new List<TensorShape>());
        while (reader.Next())
        {
            if (reader.Field is < 2 or > 9)
            {
                reader.Skip();
                continue;
            }

            if (kind != 0 && kind != reader.Field) throw reader.Error($"{where}: the list holds values of several kinds.");
            kind = reader.Field;
            var before = numbers.Count + floats.Count;
            switch (kind)
            {
                case 2: texts.Add(list.Text()); break;
                case 3 or 5 or 6: reader.Int64s(numbers, Longest); break;
                case 4: reader.Floats(floats, Longest); break;
                case 7: shapes.Add(ShapeReader.Read(list.Message($"shape[{shapes.Count}]"))); break;
                default: throw reader.Error($"{where}: lists of {(kind == 8 ? "tensors" : "functions")} are not read.", reason: ModelFormatReason.Unsupported);
            }

            list.Take(32L * (numbers.Count + floats.Count - before));
        }

        return kind switch
        {
            3 => new AttrValue.Ints(numbers),
            4 => new AttrValue.Floats(floats),
            5 => new AttrValue.Bools([.. numbers.Select(number => number != 0)]),
            6 => new AttrValue.Types([.. numbers.Select(number => number is >= 0 and <= int.MaxValue ? (DataType)number : throw reader.Error($"{where}: {number} is no type."))]),
            7 => new AttrValue.Shapes(shapes),
            _ => new AttrValue.Texts(texts),
        };
    }
}
