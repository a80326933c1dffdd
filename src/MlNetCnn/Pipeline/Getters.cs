using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>Typed getters of columns, with errors that name the column.</summary>
internal static class Getters
{
    /// <summary>The getter as the caller's type.</summary>
    /// <exception cref="InvalidOperationException">The column holds another type.</exception>
    public static ValueGetter<TValue> As<TValue>(Delegate getter, DataViewSchema.Column column) => getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"The column '{column.Name}' holds {column.Type}, which is not read as {typeof(TValue)}.");

    /// <summary>An exception for a column that the cursor was not asked for.</summary>
    public static InvalidOperationException Inactive(DataViewSchema.Column column) =>
        new($"The column '{column.Name}' is not active: ask for it when the cursor is made.");

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string wantedBy) => schema.GetColumnOrNull(name)
        ?? throw new ArgumentException($"{wantedBy} needs the column '{name}', which the data do not have. Columns: {string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => c.Name))}.");
}
