using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="KeyToVectorMappingTransformer"/>.</summary>
public sealed class KeyToVectorMappingEstimator : TrivialEstimator<KeyToVectorMappingTransformer>
{
    private readonly bool _outputCountVector;

    internal KeyToVectorMappingEstimator(IHostEnvironment env, bool outputCountVector, params (string, string)[] columns)
        : base(new KeyToVectorMappingTransformer(env, outputCountVector, columns))
        => _outputCountVector = outputCountVector;

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(pair => Map(Find(inputSchema, pair.InputColumnName), pair.OutputColumnName)));
    }

    private SchemaShape.Column Map(SchemaShape.Column input, string output)
    {
        bool isVariable = input.Kind == SchemaShape.Column.VectorKind.VariableVector;
        var annotations = new List<SchemaShape.Column>();
        if (input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values)
            && values.ItemType is TextDataViewType && ((_outputCountVector && input.IsKey) || !isVariable))
            annotations.Add(new SchemaShape.Column(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, values.ItemType, false));
        if (!_outputCountVector && !isVariable)
            annotations.Add(new SchemaShape.Column(AnnotationKinds.CategoricalSlotRanges, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Int32, false));
        if (!_outputCountVector || input.Kind == SchemaShape.Column.VectorKind.Scalar)
            annotations.Add(AnnotationKinds.IsNormalizedShape);
        return new SchemaShape.Column(output,
            isVariable && !_outputCountVector ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector,
            NumberDataViewType.Single, false, new SchemaShape(annotations));
    }
}
