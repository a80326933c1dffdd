using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>What the pipeline's plumbing asks of a <see cref="ColumnMapper{TBatch}"/>.</summary>
internal interface IColumnMapper
{
    /// <summary>Schema it is bound to.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>The input's columns, then the added ones.</summary>
    DataViewSchema OutputSchema { get; }

    /// <summary>The columns it reads.</summary>
    IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    /// <summary>The columns it adds.</summary>
    IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    /// <summary>Rows per batch.</summary>
    int BatchSize { get; }

    /// <summary>Maps one row, lazily.</summary>
    DataViewRow MapRow(DataViewRow input, Func<int, bool> isOutputActive);

    /// <summary>Maps a view, in batches where that is faster.</summary>
    DataViewRowCursor MapCursor(IDataView input, IReadOnlyList<DataViewSchema.Column> passedThrough, Func<int, bool> isOutputActive, Random? rand);
}
