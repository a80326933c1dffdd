using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Fills the members of objects from the columns of a row.</summary>
internal sealed class TypedRowReader<TRow> where TRow : class
{
    private readonly List<(ColumnMember Member, DataViewSchema.Column Column)> _pairs = [];

    /// <summary>Binds members to columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A member has no column, and missing ones are not ignored.</exception>
    /// <exception cref="InvalidOperationException">A column's values do not fit its member.</exception>
    public TypedRowReader(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition)
    {
        foreach (ColumnMember member in ColumnMember.Bind<TRow>(definition, SchemaDefinition.Direction.Write))
        {
            DataViewSchema.Column? column = schema.GetColumnOrNull(member.Name);
            if (column == null)
            {
                if (ignoreMissingColumns)
                    continue;
                throw Contracts.ExceptMissingColumn("Schema", "", member.Name);
            }
            ColumnMember.GetItemType(member.Member, out Type itemType, out bool isVector);
            DataViewType type = column.Value.Type;
            if (isVector != type is VectorDataViewType || type.ItemType().RawType != itemType)
            {
                throw Contracts.Except($"Can't bind the IDataView column '{member.Name}' of type '{type}' to field or property " +
                    $"'{member.Member.Name}' of type '{member.MemberType.FullName}'.");
            }
            if (member.Member is PropertyInfo property && property.GetSetMethod() == null)
                continue;
            _pairs.Add((member, column.Value));
        }
    }

    /// <summary>The columns that are read.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => _pairs.Select(pair => pair.Column);

    /// <summary>What fills an object from the row's current values.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] setters = [.. _pairs.Select(pair => CreateSetter(row, pair.Member, pair.Column))];
        return target =>
        {
            foreach (Action<TRow> set in setters)
                set(target);
        };
    }

    private Action<TRow> CreateSetter(DataViewRow row, ColumnMember member, DataViewSchema.Column column)
    {
        if (member.MemberType == typeof(string))
            return CreateText(row.GetGetter<ReadOnlyMemory<char>>(column), member.CreateWriter<TRow, string>());
        if (member.MemberType == typeof(string[]))
            return CreateTexts(row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column), member.CreateWriter<TRow, string[]>());
        string method = member.MemberType.IsArray ? nameof(CreateArray)
            : column.Type is VectorDataViewType ? nameof(CreateBuffer)
            : nameof(CreateScalar);
        return GenericCall.Invoke<Action<TRow>>(typeof(TypedRowReader<TRow>), null, method, column.Type.ItemType().RawType, row, member, column);
    }

    private static Action<TRow> CreateText(ValueGetter<ReadOnlyMemory<char>> get, Action<TRow, string> write)
    {
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            get(ref value);
            write(target, value.ToString());
        };
    }

    private static Action<TRow> CreateTexts(ValueGetter<VBuffer<ReadOnlyMemory<char>>> get, Action<TRow, string[]> write)
    {
        VBuffer<ReadOnlyMemory<char>> value = default;
        return target =>
        {
            get(ref value);
            write(target, [.. value.DenseValues().Select(text => text.ToString())]);
        };
    }

    private static Action<TRow> CreateScalar<T>(DataViewRow row, ColumnMember member, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        Action<TRow, T> write = member.CreateWriter<TRow, T>();
        T value = default;
        return target =>
        {
            get(ref value);
            write(target, value);
        };
    }

    /// <summary>Reuses the target's own array where it has the right length.</summary>
    private static Action<TRow> CreateArray<T>(DataViewRow row, ColumnMember member, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(column);
        Func<TRow, T[]> read = CreateReaderOrNull<T[]>(member);
        Action<TRow, T[]> write = member.CreateWriter<TRow, T[]>();
        VBuffer<T> value = default;
        return target =>
        {
            get(ref value);
            T[] array = read?.Invoke(target);
            if (array?.Length != value.Length)
                array = new T[value.Length];
            value.CopyTo(array);
            write(target, array);
        };
    }

    /// <summary>Reuses the target's own buffer.</summary>
    private static Action<TRow> CreateBuffer<T>(DataViewRow row, ColumnMember member, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(column);
        Func<TRow, VBuffer<T>> read = CreateReaderOrNull<VBuffer<T>>(member);
        Action<TRow, VBuffer<T>> write = member.CreateWriter<TRow, VBuffer<T>>();
        return target =>
        {
            VBuffer<T> value = read == null ? default : read(target);
            get(ref value);
            write(target, value);
        };
    }

    private static Func<TRow, T> CreateReaderOrNull<T>(ColumnMember member)
        => member.Member is PropertyInfo property && property.GetGetMethod() == null ? null : member.CreateReader<TRow, T>();
}
