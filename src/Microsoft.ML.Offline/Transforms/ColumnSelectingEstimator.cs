using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="ColumnSelectingTransformer"/>.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    private readonly bool _keep;

    internal ColumnSelectingEstimator(string[] names, bool keep, bool keepHidden)
        : base(new ColumnSelectingTransformer(names, keep, keepHidden))
        => _keep = keep;

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        string[] missing = [.. Transformer.Names.Where(name => !inputSchema.TryFindColumn(name, out _))];
        if (missing.Length > 0)
            throw Contracts.ExceptMissingColumn(nameof(inputSchema), "input", string.Join(",", missing));
        return new SchemaShape(inputSchema.Where(column => Transformer.Names.Contains(column.Name) == _keep));
    }
}
