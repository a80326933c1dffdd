using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The getters of a row, made when first asked for.</summary>
internal sealed class RowGetters(DataViewSchema schema, bool[] active, Func<int, Delegate> create)
{
    private readonly Delegate[] _getters = new Delegate[schema.Count];

    public bool IsActive(DataViewSchema.Column column) => column.Index < active.Length && active[column.Index];

    public ValueGetter<TValue> Get<TValue>(DataViewSchema.Column column)
    {
        Contracts.CheckParam(IsActive(column), nameof(column), "requested column not active");
        Delegate getter = _getters[column.Index] ??= create(column.Index);
        return getter as ValueGetter<TValue>
            ?? throw Contracts.Except($"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{schema[column.Index].Type.RawType}'.");
    }
}
