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
            // ML.NET promises a number where a key stays a key, and all annotations of the input; a component after this one in a chain that asks
            // for a key is refused there, so it is here.
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, target, false, input.Annotations);
        }));
    }
}
