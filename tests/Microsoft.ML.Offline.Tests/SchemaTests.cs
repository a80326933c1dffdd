using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Offline.Tests;

public sealed class SchemaTests
{
    [Fact]
    public void The_last_column_of_a_name_is_the_visible_one()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single);
        builder.AddColumn("B", TextDataViewType.Instance);
        builder.AddColumn("A", NumberDataViewType.Double);
        DataViewSchema schema = builder.ToSchema();
        Assert.Equal([true, false, false], schema.Select(column => column.IsHidden));
        Assert.Equal(2, schema["A"].Index);
        Assert.Null(schema.GetColumnOrNull("C"));
        Assert.Contains("Column 'C' not found", Assert.Throws<ArgumentOutOfRangeException>(() => schema["C"]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => schema[3]);
    }

    [Fact]
    public void Annotations_are_typed()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("ScoreColumnKind", TextDataViewType.Instance, "MulticlassClassification".AsMemory());
        Assert.Throws<ArgumentException>(() => builder.AddPrimitiveValue("Count", NumberDataViewType.Single, 3));
        // ML.NET throws it out of a call by reflection, wrapped.
        Exception? wrongGetter = Record.Exception(() => builder.Add("Count", NumberDataViewType.Single, (Delegate)(ValueGetter<int>)((ref int value) => value = 1)));
        Assert.IsType<ArgumentException>(wrongGetter?.GetBaseException());
        DataViewSchema.Annotations annotations = builder.ToAnnotations();
        ReadOnlyMemory<char> kind = default;
        annotations.GetValue("ScoreColumnKind", ref kind);
        Assert.Equal("MulticlassClassification", kind.ToString());
        float wrong = 0;
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("ScoreColumnKind", ref wrong));
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Absent", ref kind));
    }

    [Fact]
    public void Types_compare_by_what_they_are_and_print_as_in_MLNet()
    {
        Assert.Equal(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 5));
        Assert.NotEqual(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(byte), 5));
        Assert.Equal("Key<UInt32, 0-4>", new KeyDataViewType(typeof(uint), 5).ToString());
        Assert.Equal("Vector<Single, 3>", new VectorDataViewType(NumberDataViewType.Single, 3).ToString());
        Assert.Equal("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
        Assert.Equal("Vector<Single, 2, *>", new VectorDataViewType(NumberDataViewType.Single, 2, 0).ToString());
        Assert.Equal(6, new VectorDataViewType(NumberDataViewType.Single, ImmutableArray.Create(2, 3)).Size);
        Assert.NotEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, 3, 2));
        Assert.Equal("String", TextDataViewType.Instance.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0));
    }

    [Fact]
    public void Row_identities_mix_as_MurmurHash3_does()
    {
        var id = new DataViewRowId(1, 0);
        Assert.Equal("00000000000000000000000000000001", id.ToString());
        // One round with a zero block: h1 = rotl(1, 27) * 5 + 0x52dce729 = 0x7adce729; h2 = (0 + h1) * 5 + 0x38495ab5.
        DataViewRowId next = id.Next();
        Assert.Equal((1ul << 27) * 5 + 0x52dce729, next.Low);
        Assert.Equal(next.Low * 5 + 0x38495ab5, next.High);
        Assert.NotEqual(id.Fork(), id.Next());
        Assert.NotEqual(id.Combine(next), next.Combine(id));
        Assert.True(id.CompareTo(new DataViewRowId(0, 1)) < 0);
    }

    [Fact]
    public void Members_that_fit_no_column_are_named()
    {
        Assert.Contains("Odd", Assert.Throws<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(typeof(WithStream))).Message);
        Assert.Contains("'Same'", Assert.Throws<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(typeof(WithTwins))).Message);
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Flower));
        definition["Height"].ColumnType = NumberDataViewType.Double;
        Assert.Contains("item type", Assert.Throws<ArgumentOutOfRangeException>(() => new MLContext().Data.LoadFromEnumerable(Flower.Garden, definition)).Message);
        Assert.Throws<NotSupportedException>(() => new KeyTypeAttribute());
    }

    [Fact]
    public void Custom_types_are_registered_once()
    {
        var type = new ColourType();
        DataViewTypeManager.Register(type, typeof(Colour));
        DataViewTypeManager.Register(type, typeof(Colour));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataViewTypeManager.Register(new ColourType(), typeof(Colour)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataViewTypeManager.Register(type, typeof(float)));
        IDataView view = new MLContext().Data.LoadFromEnumerable(new[] { new WithColour { Paint = new Colour(3) } });
        Assert.Same(type, view.Schema["Paint"].Type);
        Assert.Equal(3, view.GetColumn<Colour>("Paint").Single().Red);
    }

    private sealed class WithStream
    {
        public Stream? Odd { get; set; }
    }

    private sealed class WithTwins
    {
        [ColumnName("Same")]
        public float First { get; set; }

        public float Same { get; set; }
    }

    private sealed class WithColour
    {
        public Colour Paint { get; set; } = new(0);

        public IChannel? Ignored { get; set; }
    }

    private sealed record Colour(int Red);

    private sealed class ColourType() : StructuredDataViewType(typeof(Colour))
    {
        public override bool Equals(DataViewType? other) => ReferenceEquals(this, other);
    }
}
