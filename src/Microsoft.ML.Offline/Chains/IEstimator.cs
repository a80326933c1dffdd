namespace Microsoft.ML;

/// <summary>Learns a transformer from data.</summary>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    /// <summary>Learns from <paramref name="input"/>.</summary>
    TTransformer Fit(IDataView input);

    /// <summary>What columns the transformer will give for columns of this shape.</summary>
    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
