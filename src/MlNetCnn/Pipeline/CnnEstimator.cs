using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>An estimator that learns nothing: fitting checks the columns and gives the transformer.</summary>
/// <typeparam name="TTransformer">What it gives.</typeparam>
public abstract class CnnEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : CnnTransformer
{
    private readonly TTransformer _transformer;

    private protected CnnEstimator(TTransformer transformer) => _transformer = transformer;

    /// <summary>Checks the columns and gives the transformer; no row is read.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }

    /// <summary>The columns that come out, known before there is data.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Map(inputSchema);
    }

    /// <summary>The rule of <see cref="GetOutputSchema"/>.</summary>
    private protected abstract SchemaShape Map(SchemaShape input);
}
