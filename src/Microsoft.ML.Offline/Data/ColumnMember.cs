using System.Linq.Expressions;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A member of a class tied to a column: checked for type, with compiled access.</summary>
internal sealed class ColumnMember
{
    private ColumnMember(SchemaDefinition.Column column, MemberInfo member)
    {
        Name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        Member = member;
        MemberType = TypeOf(member);
        Type = column.ColumnType;
        Annotations = column.Annotations;
    }

    public string Name { get; }

    public MemberInfo Member { get; }

    public Type MemberType { get; }

    public DataViewType Type { get; }

    public DataViewSchema.Annotations Annotations { get; }

    /// <summary>The members of <typeparamref name="TRow"/> that a definition names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A member is missing or holds something else than its column's type.</exception>
    public static ColumnMember[] Bind<TRow>(SchemaDefinition definition, SchemaDefinition.Direction direction)
    {
        definition ??= SchemaDefinition.Create(typeof(TRow), direction);
        return [.. definition.Select(Bind<TRow>)];
    }

    /// <summary>The schema of bound members.</summary>
    public static DataViewSchema SchemaOf(ColumnMember[] members)
    {
        var builder = new DataViewSchema.Builder();
        foreach (ColumnMember member in members)
            builder.AddColumn(member.Name, member.Type, member.Annotations);
        return builder.ToSchema();
    }

    public static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>What a member holds: vectors or not, and the .NET type of the column's items.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no column type for it.</exception>
    public static void GetItemType(MemberInfo member, out Type itemType, out bool isVector)
    {
        Type type = TypeOf(member);
        isVector = type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>));
        itemType = type.IsArray ? type.GetElementType() : isVector ? type.GetGenericArguments()[0] : type;
        if (itemType == typeof(string))
            itemType = typeof(ReadOnlyMemory<char>);
        if (StandardTypes.FromRawType(itemType) == null && !DataViewTypeManager.TryGetDataViewType(itemType, member.GetCustomAttributes(), out _))
            throw Contracts.ExceptParam("rawType", $"Could not determine an IDataView type and registered custom types for member {member.Name}");
    }

    /// <summary>Reads the member.</summary>
    public Func<TRow, TValue> CreateReader<TRow, TValue>()
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, Member), row).Compile();
    }

    /// <summary>Writes the member.</summary>
    public Action<TRow, TValue> CreateWriter<TRow, TValue>()
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        ParameterExpression value = Expression.Parameter(typeof(TValue));
        return Expression.Lambda<Action<TRow, TValue>>(Expression.Assign(Expression.MakeMemberAccess(row, Member), value), row, value).Compile();
    }

    private static ColumnMember Bind<TRow>(SchemaDefinition.Column column)
    {
        Contracts.CheckParam(column.MemberName != null, "userSchemaDefinition", "Null field name detected in schema definition");
        MemberInfo member = (MemberInfo)typeof(TRow).GetField(column.MemberName) ?? typeof(TRow).GetProperty(column.MemberName);
        Contracts.CheckParam(member != null, "userSchemaDefinition",
            $"No field or property with name '{column.MemberName}' found in type '{typeof(TRow).FullName}'");
        GetItemType(member, out Type itemType, out bool isVector);
        bool isVectorColumn = column.ColumnType is VectorDataViewType;
        Contracts.CheckParam(isVector == isVectorColumn, "userSchemaDefinition",
            $"Column '{column.ColumnName}' is supposed to be {(isVectorColumn ? "vector" : "scalar")}, but type of associated field '{column.MemberName}' is {(isVector ? "vector" : "scalar")}");
        Type columnItemType = column.ColumnType.ItemType().RawType;
        Contracts.CheckParam(columnItemType == itemType, "userSchemaDefinition",
            $"Column '{column.ColumnName}' is supposed to have item type {columnItemType}, but associated field has type {itemType}");
        return new ColumnMember(column, member);
    }
}
