using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The custom column types of this process, each tied to one .NET type (and attribute, where it has one).</summary>
public static class DataViewTypeManager
{
    private static readonly HashSet<Type> Standard =
    [
        typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long),
        typeof(ulong), typeof(float), typeof(double), typeof(string), typeof(ReadOnlySpan<char>), typeof(ReadOnlyMemory<char>),
        typeof(VBuffer<>), typeof(Nullable<>), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DataViewRowId),
    ];

    private static readonly Dictionary<(Type, DataViewTypeAttribute), DataViewType> ByRawType = [];
    private static readonly Dictionary<DataViewType, (Type, DataViewTypeAttribute)> ByDataViewType = [];
    private static readonly Lock Gate = new();

    /// <summary>Ties <paramref name="dataViewType"/> to members of type <paramref name="type"/> marked with <paramref name="typeAttribute"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Either is tied to something else, or the .NET type has a standard column type.</exception>
    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        if (Standard.Contains(type))
            throw Contracts.ExceptParam(nameof(type), $"Type {type} has been registered as ML.NET's default supported type, so it can't not be registered again.");
        var raw = (type, typeAttribute);
        lock (Gate)
        {
            bool rawKnown = ByRawType.TryGetValue(raw, out DataViewType registeredType);
            bool typeKnown = ByDataViewType.TryGetValue(dataViewType, out var registeredRaw);
            if (rawKnown && !registeredType.Equals(dataViewType))
                throw Contracts.ExceptParam(nameof(type), $"Repeated type register. The raw type {type} has been associated with {registeredType} so it cannot be associated with {dataViewType}.");
            if (typeKnown && !registeredRaw.Equals(raw))
                throw Contracts.ExceptParam(nameof(dataViewType), $"Repeated type register. The DataView type {dataViewType} has been associated with {registeredRaw.Item1} so it cannot be associated with {type}.");
            ByRawType[raw] = dataViewType;
            ByDataViewType[dataViewType] = raw;
        }
    }

    /// <summary>The column type of a member, where it is a custom one.</summary>
    internal static bool TryGetDataViewType(Type type, IEnumerable<Attribute> attributes, out DataViewType dataViewType)
    {
        DataViewTypeAttribute[] marks = attributes?.OfType<DataViewTypeAttribute>().ToArray() ?? [];
        Contracts.CheckParam(marks.Length <= 1, nameof(type), $"Type {type.Name} cannot be marked with multiple attributes derived from {typeof(DataViewTypeAttribute)}.");
        lock (Gate)
            return ByRawType.TryGetValue((type, marks.FirstOrDefault()), out dataViewType);
    }
}
