using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>A label column: which task it makes, the names of its classes, and its values as class indices.</summary>
internal sealed class LabelColumn
{
    private readonly DataViewSchema.Column _column;

    /// <summary>Finds and checks the column.</summary>
    /// <exception cref="ArgumentException">It is missing, or is neither Boolean nor a key of at least two known values.</exception>
    public LabelColumn(DataViewSchema schema, string name, string wantedBy)
    {
        _column = Getters.Find(schema, name, wantedBy);
        switch (_column.Type)
        {
            case BooleanDataViewType:
                Task = ClassificationTask.Binary;
                ClassNames = ["False", "True"];
                break;
            case KeyDataViewType { Count: >= 2 and <= int.MaxValue } key when key.RawType == typeof(uint):
                Task = ClassificationTask.Multiclass;
                ClassNames = KeyNames(_column, (int)key.Count);
                break;
            case KeyDataViewType key:
                throw new ArgumentException($"{wantedBy} needs at least two classes; the column '{name}' holds {key}. Is there more than one class in the data?");
            default:
                throw Wrong(name, _column.Type.ToString()!, wantedBy);
        }
    }

    /// <summary>What is to be learnt.</summary>
    public ClassificationTask Task { get; }

    /// <summary>Names of the classes, by index.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The column in its schema.</summary>
    public DataViewSchema.Column Column => _column;

    /// <summary>Checks what is known before there is data.</summary>
    public static ClassificationTask Check(SchemaShape shape, string name, string wantedBy)
    {
        var column = Shapes.Find(shape, name, wantedBy);
        if (column.Kind == SchemaShape.Column.VectorKind.Scalar)
        {
            if (column.IsKey) return ClassificationTask.Multiclass;
            if (column.ItemType is BooleanDataViewType) return ClassificationTask.Binary;
        }

        throw Wrong(name, Shapes.Describe(column), wantedBy);
    }

    /// <summary>Reads class indices; -1 for a missing key.</summary>
    public Func<int> CreateReader(DataViewRow source)
    {
        if (Task == ClassificationTask.Binary)
        {
            var getFlag = source.GetGetter<bool>(_column);
            var flag = false;
            return () =>
            {
                getFlag(ref flag);
                return flag ? 1 : 0;
            };
        }

        var getKey = source.GetGetter<uint>(_column);
        var key = 0u;
        return () =>
        {
            getKey(ref key);
            return (int)key - 1;
        };
    }

    private static IReadOnlyList<string> KeyNames(DataViewSchema.Column column, int count)
    {
        var texts = AnnotationColumns.Texts(column, AnnotationColumns.KeyValues);
        return texts?.Length == count ? texts : [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    private static ArgumentException Wrong(string name, string found, string wantedBy) => new(
        $"{wantedBy} needs the label column '{name}' to be Boolean or a key; it holds {found}. Text becomes a key with ml.Transforms.Conversion.MapValueToKey(\"{name}\").");
}
