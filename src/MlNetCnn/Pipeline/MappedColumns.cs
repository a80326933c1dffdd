using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>The columns of a mapped row or cursor: those of its source, which are passed through, and behind them the added ones.</summary>
/// <param name="mapper">What adds columns.</param>
/// <param name="source">What passes through.</param>
/// <param name="isOutputActive">Whether an added column was asked for.</param>
/// <param name="output">The getter of an added column.</param>
internal sealed class MappedColumns(IColumnMapper mapper, DataViewRow source, Func<int, bool> isOutputActive, Func<int, Delegate> output)
{
    /// <summary>Whether a column was asked for.</summary>
    public bool IsActive(DataViewSchema.Column column) => column.Index < mapper.InputSchema.Count
        ? source.IsColumnActive(mapper.InputSchema[column.Index])
        : isOutputActive(column.Index - mapper.InputSchema.Count);

    /// <summary>The getter of a column.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for, or holds another type.</exception>
    public ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column)
    {
        var added = column.Index - mapper.InputSchema.Count;
        if (added < 0) return source.GetGetter<TValue>(mapper.InputSchema[column.Index]);
        return isOutputActive(added) ? Getters.As<TValue>(output(added), column) : throw Getters.Inactive(column);
    }
}
