namespace Microsoft.ML;

/// <summary>A row that moves over the rows of a view.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    /// <summary>Moves to the next row; false past the last.</summary>
    public abstract bool MoveNext();
}
