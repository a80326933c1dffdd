namespace Microsoft.ML.Data;

/// <summary>Sets of columns as one flag per column of a schema.</summary>
internal static class ColumnSet
{
    public static bool[] Of(IEnumerable<DataViewSchema.Column> columns, DataViewSchema schema)
    {
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columns)
            active[column.Index] = true;
        return active;
    }

    public static DataViewSchema.Column[] Active(DataViewSchema schema, bool[] active) => [.. schema.Where(column => active[column.Index])];
}
