using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Getters of columns from the members of one object at a time.</summary>
internal sealed class ObjectRow<TRow> where TRow : class
{
    private readonly ColumnMember[] _members;

    public ObjectRow(ColumnMember[] members) => _members = members;

    /// <summary>The object read now.</summary>
    public TRow Current { get; set; }

    /// <summary>The getter of a column.</summary>
    public Delegate CreateGetter(int index)
    {
        ColumnMember member = _members[index];
        Type memberType = member.MemberType;
        if (memberType == typeof(string))
            return CreateText(member.CreateReader<TRow, string>());
        if (memberType == typeof(string[]))
            return CreateTexts(member.CreateReader<TRow, string[]>());
        string method = memberType.IsArray ? nameof(CreateArray)
            : member.Type is VectorDataViewType ? nameof(CreateBuffer)
            : member.Type is KeyDataViewType ? nameof(CreateKey)
            : nameof(CreateScalar);
        return GenericCall.Invoke<Delegate>(typeof(ObjectRow<TRow>), this, method, member.Type.ItemType().RawType, member);
    }

    private ValueGetter<ReadOnlyMemory<char>> CreateText(Func<TRow, string> read)
        => (ref ReadOnlyMemory<char> value) => value = read(Current).AsMemory();

    private ValueGetter<VBuffer<ReadOnlyMemory<char>>> CreateTexts(Func<TRow, string[]> read)
        => (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            string[] texts = read(Current) ?? [];
            var editor = VBufferEditor.Create(ref value, texts.Length);
            for (int i = 0; i < texts.Length; i++)
                editor.Values[i] = texts[i].AsMemory();
            value = editor.Commit();
        };

    private ValueGetter<T> CreateScalar<T>(ColumnMember member)
    {
        Func<TRow, T> read = member.CreateReader<TRow, T>();
        return (ref T value) => value = read(Current);
    }

    private ValueGetter<VBuffer<T>> CreateArray<T>(ColumnMember member)
    {
        Func<TRow, T[]> read = member.CreateReader<TRow, T[]>();
        return (ref VBuffer<T> value) =>
        {
            T[] values = read(Current) ?? [];
            VBuffer<T>.Copy(values, 0, ref value, values.Length);
        };
    }

    private ValueGetter<VBuffer<T>> CreateBuffer<T>(ColumnMember member)
    {
        Func<TRow, VBuffer<T>> read = member.CreateReader<TRow, VBuffer<T>>();
        return (ref VBuffer<T> value) => read(Current).CopyTo(ref value);
    }

    private ValueGetter<T> CreateKey<T>(ColumnMember member)
    {
        Func<TRow, T> read = member.CreateReader<TRow, T>();
        ulong count = ((KeyDataViewType)member.Type).Count;
        return (ref T value) =>
        {
            ulong index = Convert.ToUInt64(read(Current));
            value = (T)Convert.ChangeType(index < count ? index + 1 : 0, typeof(T));
        };
    }
}
