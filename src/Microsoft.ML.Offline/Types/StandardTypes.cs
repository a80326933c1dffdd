namespace Microsoft.ML.Data;

/// <summary>The standard column types by .NET type and by <see cref="DataKind"/>.</summary>
internal static class StandardTypes
{
    private static readonly PrimitiveDataViewType[] ByKind =
    [
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double, TextDataViewType.Instance, BooleanDataViewType.Instance,
        TimeSpanDataViewType.Instance, DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance,
    ];

    /// <summary>The type of a kind, or null where it is not one of the enumeration.</summary>
    public static PrimitiveDataViewType FromKind(DataKind kind)
    {
        int index = (int)kind - 1;
        return (uint)index < (uint)ByKind.Length ? ByKind[index] : null;
    }

    /// <summary>The type of values of a .NET type, or null where it has none.</summary>
    public static PrimitiveDataViewType FromRawType(Type type)
    {
        if (type == typeof(string))
            return TextDataViewType.Instance;
        if (type == typeof(DataViewRowId))
            return RowIdDataViewType.Instance;
        return Array.Find(ByKind, candidate => candidate.RawType == type);
    }

    /// <summary>The kind of a standard scalar type, or null.</summary>
    public static DataKind? KindOf(DataViewType type)
    {
        int index = Array.IndexOf(ByKind, type);
        return index < 0 ? null : (DataKind)(index + 1);
    }

    public static DataViewType ItemType(this DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;

    public static int VectorSize(this DataViewType type) => (type as VectorDataViewType)?.Size ?? 0;
}
