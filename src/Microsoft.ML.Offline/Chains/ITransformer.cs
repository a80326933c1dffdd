using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Makes a view from a view.</summary>
public interface ITransformer : ICanSaveModel
{
    /// <summary>The columns that <see cref="Transform"/> gives for a view of this schema.</summary>
    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <summary>The transformed view; lazy.</summary>
    IDataView Transform(IDataView input);

    /// <summary>Whether every output row depends on one input row only.</summary>
    bool IsRowToRowMapper { get; }

    /// <summary>The mapping of single rows.</summary>
    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}
