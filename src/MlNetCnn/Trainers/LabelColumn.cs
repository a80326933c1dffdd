using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Writes a row's target and says whether the row has a label.</summary>
/// <param name="target">Room for it; every value is written when there is a label.</param>
internal delegate bool TargetReader(Span<float> target);

/// <summary>A label column: which task it makes, the names of its classes, and its values as what a network learns.</summary>
internal sealed class LabelColumn
{
    private readonly string _wantedBy;

    /// <summary>Finds and checks the column.</summary>
    /// <param name="schema">Schema of the data.</param>
    /// <param name="name">Its name.</param>
    /// <param name="wantedBy">Name of the trainer, for errors.</param>
    /// <param name="multiLabel">Whether vectors are taken, for several classes at once.</param>
    /// <exception cref="ArgumentException">It is missing, or is none of Boolean, a key of at least two known values and, where taken, a vector of known size.</exception>
    public LabelColumn(DataViewSchema schema, string name, string wantedBy, bool multiLabel = false)
    {
        _wantedBy = wantedBy;
        Column = Getters.Find(schema, name, wantedBy);
        switch (Column.Type)
        {
            case BooleanDataViewType:
                Task = ClassificationTask.Binary;
                ClassNames = ["False", "True"];
                break;
            case KeyDataViewType { Count: >= 2 and <= int.MaxValue } key when key.RawType == typeof(uint):
                Task = ClassificationTask.Multiclass;
                ClassNames = Names(AnnotationColumns.KeyValues, (int)key.Count);
                break;
            case KeyDataViewType key:
                throw new ArgumentException($"{wantedBy} needs at least two classes; the column '{name}' holds {key}. Is there more than one class in the data?");
            case VectorDataViewType { IsKnownSize: true } vector when multiLabel && (vector.ItemType == NumberDataViewType.Single || vector.ItemType == BooleanDataViewType.Instance):
                Task = ClassificationTask.MultiLabel;
                ClassNames = Names(AnnotationColumns.SlotNames, vector.Size);
                break;
            default:
                throw Wrong(name, Column.Type.ToString()!, wantedBy, multiLabel);
        }
    }

    /// <summary>What is to be learnt.</summary>
    public ClassificationTask Task { get; }

    /// <summary>Names of the classes, by index.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The column in its schema.</summary>
    public DataViewSchema.Column Column { get; }

    /// <summary>Values of a target: one (0 or 1) for two classes, else one per class.</summary>
    public int Width => Task == ClassificationTask.Binary ? 1 : ClassNames.Count;

    /// <summary>Checks what is known before there is data.</summary>
    public static ClassificationTask Check(SchemaShape shape, string name, string wantedBy, bool multiLabel = false)
    {
        var column = Shapes.Find(shape, name, wantedBy);
        if (column.Kind == SchemaShape.Column.VectorKind.Scalar)
        {
            if (column.IsKey) return ClassificationTask.Multiclass;
            if (column.ItemType is BooleanDataViewType) return ClassificationTask.Binary;
        }

        if (multiLabel && !column.IsKey && column.Kind == SchemaShape.Column.VectorKind.Vector && (column.ItemType == NumberDataViewType.Single || column.ItemType is BooleanDataViewType))
            return ClassificationTask.MultiLabel;
        throw Wrong(name, Shapes.Describe(column), wantedBy, multiLabel);
    }

    /// <summary>Reads targets: 0 or 1, a one-hot row, or a row of zeros and ones. A missing key and a vector with NaN are no label.</summary>
    /// <exception cref="ArgumentException">Thrown by the reader: a value of a vector is not from 0 to 1.</exception>
    public TargetReader CreateReader(DataViewRow source) => Task switch
    {
        ClassificationTask.Binary => Flags(source),
        ClassificationTask.Multiclass => Keys(source),
        _ when ((VectorDataViewType)Column.Type).ItemType is BooleanDataViewType => FlagVectors(source),
        _ => NumberVectors(source),
    };

    private TargetReader Flags(DataViewRow source)
    {
        var get = source.GetGetter<bool>(Column);
        var flag = false;
        return target =>
        {
            get(ref flag);
            target[0] = flag ? 1 : 0;
            return true;
        };
    }

    private TargetReader Keys(DataViewRow source)
    {
        var get = source.GetGetter<uint>(Column);
        var key = 0u;
        return target =>
        {
            get(ref key);
            if (key == 0) return false;
            target.Clear();
            target[(int)key - 1] = 1;
            return true;
        };
    }

    private TargetReader FlagVectors(DataViewRow source)
    {
        var get = source.GetGetter<VBuffer<bool>>(Column);
        VBuffer<bool> flags = default;
        return target =>
        {
            get(ref flags);
            target.Clear();
            foreach (var item in flags.Items()) target[item.Key] = item.Value ? 1 : 0;
            return true;
        };
    }

    private TargetReader NumberVectors(DataViewRow source)
    {
        var get = source.GetGetter<VBuffer<float>>(Column);
        VBuffer<float> numbers = default;
        return target =>
        {
            get(ref numbers);
            numbers.CopyTo(target);
            for (var i = 0; i < target.Length; i++)
            {
                if (float.IsNaN(target[i])) return false;
                if (target[i] is < 0 or > 1)
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{_wantedBy}: row {source.Position}, the label column '{Column.Name}' holds {target[i]} for the class {ClassNames[i]}; a class is there (1) or not (0)."));
            }

            return true;
        };
    }

    private IReadOnlyList<string> Names(string annotation, int count)
    {
        var texts = AnnotationColumns.Texts(Column, annotation);
        return texts?.Length == count && texts.All(t => t.Length > 0) ? texts : [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    private static ArgumentException Wrong(string name, string found, string wantedBy, bool multiLabel) => new(
        $"{wantedBy} needs the label column '{name}' to be Boolean or a key{(multiLabel ? ", or a vector of Single or Boolean of known size for several labels at once" : "")}; it holds {found}. " +
        $"Text becomes a key with ml.Transforms.Conversion.MapValueToKey(\"{name}\").");
}
