using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Pipeline;

/// <summary>The annotations that ML.NET's evaluators and mappings look for, by their literal kinds (the constants are internal to ML.NET).</summary>
internal static class AnnotationColumns
{
    public const string SlotNames = "SlotNames";
    public const string KeyValues = "KeyValues";
    public const string TrainingLabelValues = "TrainingLabelValues";
    public const string ScoreColumnSetId = "ScoreColumnSetId";
    public const string ScoreColumnKind = "ScoreColumnKind";
    public const string ScoreValueKind = "ScoreValueKind";

    /// <summary>Shape of a <c>SlotNames</c> annotation.</summary>
    public static SchemaShape.Column SlotNamesShape => Shapes.Vector(SlotNames, TextDataViewType.Instance);

    /// <summary>Shape of a <c>KeyValues</c> annotation of text.</summary>
    public static SchemaShape.Column KeyValuesShape => Shapes.Vector(KeyValues, TextDataViewType.Instance);

    /// <summary>Shapes of what <see cref="AddScoreKinds"/> adds.</summary>
    public static SchemaShape.Column[] ScoreKindShapes =>
        [Shapes.Key(ScoreColumnSetId), Shapes.Scalar(ScoreColumnKind, TextDataViewType.Instance), Shapes.Scalar(ScoreValueKind, TextDataViewType.Instance)];

    /// <summary>Names of a vector's slots.</summary>
    public static void AddSlotNames(DataViewSchema.Annotations.Builder builder, IReadOnlyList<string> names) => AddTexts(builder, SlotNames, names);

    /// <summary>A vector of texts.</summary>
    public static void AddTexts(DataViewSchema.Annotations.Builder builder, string kind, IReadOnlyList<string> texts)
    {
        var values = texts.Select(t => t.AsMemory()).ToArray();
        builder.Add<VBuffer<ReadOnlyMemory<char>>>(
            kind, new VectorDataViewType(TextDataViewType.Instance, values.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => VectorValue.Set<ReadOnlyMemory<char>>(ref value, values));
    }

    /// <summary>What the columns of one prediction have in common, and what this one is.</summary>
    /// <param name="builder">Where they are added.</param>
    /// <param name="kind"><c>BinaryClassification</c> or <c>MulticlassClassification</c>.</param>
    /// <param name="value"><c>Score</c>, <c>Probability</c> or <c>PredictedLabel</c>.</param>
    public static void AddScoreKinds(DataViewSchema.Annotations.Builder builder, string kind, string value)
    {
        // ML.NET numbers the sets of one view; ours is the only one of its trainer.
        builder.AddPrimitiveValue<uint>(ScoreColumnSetId, new KeyDataViewType(typeof(uint), uint.MaxValue), 1);
        builder.AddPrimitiveValue(ScoreColumnKind, TextDataViewType.Instance, kind.AsMemory());
        builder.AddPrimitiveValue(ScoreValueKind, TextDataViewType.Instance, value.AsMemory());
    }

    /// <summary>An annotation's values as texts, such as the values of keys that were made of numbers; null when the column has none, or one of another kind of value.</summary>
    public static string[]? ValuesAsTexts(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { Type: VectorDataViewType { ItemType: not KeyDataViewType } vector }) return null;
        var type = vector.ItemType.RawType;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.SByte => Values<sbyte>(),
            TypeCode.Byte => Values<byte>(),
            TypeCode.Int16 => Values<short>(),
            TypeCode.UInt16 => Values<ushort>(),
            TypeCode.Int32 => Values<int>(),
            TypeCode.UInt32 => Values<uint>(),
            TypeCode.Int64 => Values<long>(),
            TypeCode.UInt64 => Values<ulong>(),
            TypeCode.Single => Values<float>(),
            TypeCode.Double => Values<double>(),
            TypeCode.Boolean => Values<bool>(),
            TypeCode.DateTime => Values<DateTime>(),
            _ => Texts(column, kind),
        };

        string[] Values<T>()
            where T : IConvertible
        {
            VBuffer<T> values = default;
            column.Annotations.GetValue(kind, ref values);
            return [.. values.DenseValues().Select(v => v.ToString(CultureInfo.InvariantCulture))];
        }
    }

    /// <summary>An annotation of texts, or null when the column has none.</summary>
    public static string[]? Texts(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { } annotation) return null;
        if (annotation.Type is not VectorDataViewType { ItemType: TextDataViewType }) return null;
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(v => v.ToString())];
    }
}
