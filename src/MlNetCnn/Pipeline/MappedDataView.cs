using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>A view with the columns that a mapper adds. Nothing is computed until a cursor asks, and then only for the columns asked for.</summary>
internal sealed class MappedDataView(IColumnMapper mapper, IDataView input) : IDataView
{
    public DataViewSchema Schema => mapper.OutputSchema;

    public bool CanShuffle => mapper.BatchSize == 1 && input.CanShuffle;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var (passed, outputs) = Split(columnsNeeded);
        return mapper.MapCursor(input, passed, outputs.Contains, CanShuffle ? rand : null);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private (IReadOnlyList<DataViewSchema.Column> Passed, HashSet<int> Outputs) Split(IEnumerable<DataViewSchema.Column> columns)
    {
        List<DataViewSchema.Column> passed = [];
        HashSet<int> outputs = [];
        foreach (var column in columns)
        {
            if (column.Index < mapper.InputSchema.Count) passed.Add(mapper.InputSchema[column.Index]);
            else outputs.Add(column.Index - mapper.InputSchema.Count);
        }

        return (passed, outputs);
    }
}
