using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Base of ML.NET's own estimators that learn nothing: fitting checks the schema and gives one and the same transformer.</summary>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private protected TrivialEstimator(TTransformer transformer) => Transformer = transformer;

    private protected TTransformer Transformer { get; }

    /// <inheritdoc/>
    public TTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        Transformer.GetOutputSchema(input.Schema);
        return Transformer;
    }

    /// <inheritdoc/>
    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);

    private protected static SchemaShape.Column Find(SchemaShape schema, string name)
        => schema.TryFindColumn(name, out SchemaShape.Column column) ? column
            : throw Contracts.ExceptMissingColumn("inputSchema", "input", name);
}
