using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="CustomMappingTransformer{TSrc, TDst}"/>.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(IHostEnvironment env, Action<TSrc, TDst> mapAction, string contractName,
        SchemaDefinition inputSchemaDefinition, SchemaDefinition outputSchemaDefinition)
        : base(new CustomMappingTransformer<TSrc, TDst>(env, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        SchemaShape needed = SchemaShape.Create(ColumnMember.SchemaOf(ColumnMember.Bind<TSrc>(Transformer.InputSchemaDefinition, SchemaDefinition.Direction.Both)));
        foreach (SchemaShape.Column column in needed)
        {
            SchemaShape.Column input = Find(inputSchema, column.Name);
            bool kindFits = column.Kind == input.Kind
                || (column.Kind == SchemaShape.Column.VectorKind.VariableVector && input.Kind == SchemaShape.Column.VectorKind.Vector);
            if (!kindFits || !column.ItemType.Equals(input.ItemType) || column.IsKey != input.IsKey)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", column.Name, column.GetTypeString(), input.GetTypeString());
        }
        return inputSchema.With(SchemaShape.Create(ColumnMember.SchemaOf(Transformer.Added)));
    }
}
