using System.Collections;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What is known of a schema before there is data: names and kinds of the visible columns, not sizes.</summary>
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Empty = new([]);
    private readonly Column[] _columns;

    /// <summary>A shape of these columns.</summary>
    public SchemaShape(IEnumerable<Column> columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        _columns = columns.ToArray();
        Contracts.CheckParam(_columns.All(column => column.IsValid), nameof(columns), "Some items are not initialized properly.");
    }

    /// <summary>The number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>The column at an index.</summary>
    public Column this[int index] => _columns[index];

    /// <inheritdoc/>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape of a schema.</summary>
    internal static SchemaShape Create(DataViewSchema schema)
    {
        Contracts.CheckValue(schema, nameof(schema));
        return new SchemaShape(schema.Where(column => !column.IsHidden).Select(column => ShapeOf(column, true)));
    }

    internal bool TryFindColumn(string name, out Column column)
    {
        Contracts.CheckValue(name, nameof(name));
        column = Array.Find(_columns, candidate => candidate.Name == name);
        return column.IsValid;
    }

    /// <summary>This shape with columns added or, where the name is taken, replaced.</summary>
    internal SchemaShape With(IEnumerable<Column> columns)
    {
        var result = new List<Column>(_columns);
        foreach (Column column in columns)
        {
            int at = result.FindIndex(existing => existing.Name == column.Name);
            if (at < 0)
                result.Add(column);
            else
                result[at] = column;
        }
        return new SchemaShape(result);
    }

    private static Column ShapeOf(DataViewSchema.Column column, bool withAnnotations)
    {
        DataViewType itemType = column.Type.ItemType();
        bool isKey = itemType is KeyDataViewType;
        if (isKey)
            itemType = StandardTypes.FromRawType(itemType.RawType);
        Column.VectorKind kind = column.Type is not VectorDataViewType vector ? Column.VectorKind.Scalar
            : vector.IsKnownSize ? Column.VectorKind.Vector
            : Column.VectorKind.VariableVector;
        SchemaShape annotations = withAnnotations && column.Annotations.Schema.Count > 0
            ? new SchemaShape(column.Annotations.Schema.Select(annotation => ShapeOf(annotation, false)))
            : Empty;
        return new Column(column.Name, kind, itemType, isKey, annotations);
    }

    /// <summary>What is known of one column.</summary>
    public struct Column
    {
        /// <summary>Whether a column holds vectors.</summary>
        public enum VectorKind
        {
            /// <summary>No vectors.</summary>
            Scalar,

            /// <summary>Vectors of one size.</summary>
            Vector,

            /// <summary>Vectors of sizes that vary.</summary>
            VariableVector,
        }

        /// <summary>The name.</summary>
        public readonly string Name;

        /// <summary>Whether it holds vectors.</summary>
        public readonly VectorKind Kind;

        /// <summary>The type of the values or slots; for keys the type they are held in.</summary>
        public readonly DataViewType ItemType;

        /// <summary>Whether values or slots are keys.</summary>
        public readonly bool IsKey;

        /// <summary>The kinds of its annotations.</summary>
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape annotations = null)
        {
            Contracts.CheckNonEmpty(name, nameof(name));
            Contracts.CheckParam(itemType is not KeyDataViewType, nameof(itemType), "Item type cannot be a key");
            Contracts.CheckParam(itemType is not VectorDataViewType, nameof(itemType), "Item type cannot be a vector");
            Contracts.CheckParam(!isKey || KeyDataViewType.IsValidDataType(itemType.RawType), nameof(itemType), "The item type must be valid for a key");
            Name = name;
            Kind = vecKind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? Empty;
        }

        internal readonly bool IsValid => Name != null;

        /// <summary>Whether <paramref name="source"/> has this name and type, and at least these annotations.</summary>
        internal readonly bool IsCompatibleWith(Column source)
        {
            Contracts.Check(source.IsValid, nameof(source));
            return Name == source.Name
                && Kind == source.Kind
                && ItemType.Equals(source.ItemType)
                && IsKey == source.IsKey
                && Annotations.All(needed => source.Annotations.TryFindColumn(needed.Name, out Column found) && needed.IsCompatibleWith(found));
        }

        internal readonly string GetTypeString()
        {
            string type = IsKey ? $"Key<{ItemType}>" : ItemType.ToString();
            return Kind switch
            {
                VectorKind.Vector => $"Vector<{type}>",
                VectorKind.VariableVector => $"VarVector<{type}>",
                _ => type,
            };
        }
    }
}
