using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="TypeConvertingTransformer"/>.</summary>
public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(IHostEnvironment env, DataKind outputKind, params (string, string)[] columns)
        : base(new TypeConvertingTransformer(env, outputKind, columns))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(pair =>
        {
            SchemaShape.Column input = Find(inputSchema, pair.InputColumnName);
            PrimitiveDataViewType target = StandardTypes.FromKind(Transformer.OutputKind);
            bool possible = input.ItemType is PrimitiveDataViewType itemType
                && (input.IsKey ? KeyDataViewType.IsValidDataType(target.RawType) : StandardConversion.Find(itemType, target) != null);
            Contracts.CheckParam(possible, nameof(inputSchema), $"Don't know how to convert {pair.InputColumnName} into {target}");
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, target, input.IsKey, AnnotationsOf(input, target));
        }));
    }

    private static SchemaShape AnnotationsOf(SchemaShape.Column input, PrimitiveDataViewType target)
    {
        bool numbers = !input.IsKey && input.ItemType is NumberDataViewType && target is NumberDataViewType;
        bool fromBoolean = input.Kind == SchemaShape.Column.VectorKind.Scalar && input.ItemType is BooleanDataViewType && target is NumberDataViewType;
        IEnumerable<SchemaShape.Column> annotations = input.Annotations.Where(annotation =>
            (annotation.Name == AnnotationKinds.SlotNames && input.Kind == SchemaShape.Column.VectorKind.Vector)
            || (annotation.Name == AnnotationKinds.KeyValues && input.IsKey)
            || (annotation.Name == AnnotationKinds.IsNormalized && numbers));
        return new SchemaShape(fromBoolean ? annotations.Append(AnnotationKinds.IsNormalizedShape) : annotations);
    }
}
