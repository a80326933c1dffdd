using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Pipeline;

/// <summary>A mapper as ML.NET's row mapper, which <c>PredictionEngine</c> runs.</summary>
internal sealed class MappedRows(IColumnMapper mapper) : IRowToRowMapper
{
    public DataViewSchema InputSchema => mapper.InputSchema;

    public DataViewSchema OutputSchema => mapper.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var wanted = dependingColumns.ToList();
        var passed = wanted.Where(c => c.Index < InputSchema.Count).Select(c => InputSchema[c.Index]);
        return wanted.Any(c => c.Index >= InputSchema.Count) ? passed.Union(mapper.Inputs).ToList() : passed.ToList();
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        var active = activeColumns.Select(c => c.Index - InputSchema.Count).Where(i => i >= 0).ToHashSet();
        return mapper.MapRow(input, active.Contains);
    }
}
