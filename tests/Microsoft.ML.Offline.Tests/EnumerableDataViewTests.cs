using Microsoft.ML.Data;

namespace Microsoft.ML.Offline.Tests;

public sealed class EnumerableDataViewTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Members_become_columns_of_their_types()
    {
        IDataView view = _ml.Data.LoadFromEnumerable(Flower.Garden);
        Assert.Equal(["Name", "Wild", "Height", "Petals", "Colour"], view.Schema.Select(column => column.Name));
        Assert.Equal(TextDataViewType.Instance, view.Schema["Name"].Type);
        Assert.Equal(BooleanDataViewType.Instance, view.Schema["Wild"].Type);
        Assert.Equal(NumberDataViewType.Single, view.Schema["Height"].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), view.Schema["Petals"].Type);
        Assert.Equal(new KeyDataViewType(typeof(uint), 4), view.Schema["Colour"].Type);
        Assert.Equal(4, view.GetRowCount());
        Assert.False(view.CanShuffle);
    }

    [Fact]
    public void Rows_come_back_as_objects()
    {
        IDataView view = _ml.Data.LoadFromEnumerable(Flower.Garden);
        List<Flower> back = [.. _ml.Data.CreateEnumerable<Flower>(view, reuseRowObject: false)];
        Assert.Equal(Flower.Garden.Select(f => f.Name), back.Select(f => f.Name));
        Assert.Equal(Flower.Garden.Select(f => f.Height), back.Select(f => f.Height));
        Assert.Equal(Flower.Garden.SelectMany(f => f.Petals), back.SelectMany(f => f.Petals));
        // Members give 0-based keys, columns hold 1-based ones; 4 is out of range and becomes missing.
        Assert.Equal([1u, 4u, 0u, 2u], back.Select(f => f.Colour));
    }

    [Fact]
    public void Only_active_columns_have_getters_and_only_of_their_own_type()
    {
        IDataView view = _ml.Data.LoadFromEnumerable(Flower.Garden);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Height"]]);
        Assert.True(cursor.IsColumnActive(view.Schema["Height"]));
        Assert.False(cursor.IsColumnActive(view.Schema["Name"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Name"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(view.Schema["Height"]));
    }

    [Fact]
    public void Cursor_counts_rows_and_ends_for_good()
    {
        IDataView view = _ml.Data.LoadFromEnumerable(Flower.Garden);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Height"]]);
        ValueGetter<float> getter = cursor.GetGetter<float>(view.Schema["Height"]);
        float value = 0;
        Assert.Equal(-1, cursor.Position);
        Assert.ThrowsAny<Exception>(() => getter(ref value));
        for (int i = 0; i < 4; i++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(i, cursor.Position);
            getter(ref value);
            Assert.Equal(Flower.Garden[i].Height, value);
        }
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void A_null_row_is_refused()
    {
        IDataView view = _ml.Data.LoadFromEnumerable(new Flower?[] { new(), null }.Select(flower => flower!));
        Assert.Throws<InvalidOperationException>(() => view.GetColumn<float>("Height").Count());
    }

    [Fact]
    public void Getters_do_not_share_the_array_of_the_object()
    {
        var flower = new Flower { Petals = [1, 2, 3] };
        IDataView view = _ml.Data.LoadFromEnumerable(new[] { flower });
        VBuffer<float> petals = view.GetColumn<VBuffer<float>>("Petals").Single();
        flower.Petals[0] = 99;
        Assert.Equal([1f, 2f, 3f], petals.DenseValues());
    }

    [Fact]
    public void A_schema_gives_types_and_annotations()
    {
        IDataView typed = _ml.Data.LoadFromEnumerable(Flower.Garden);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Height", NumberDataViewType.Single, annotations.ToAnnotations());
        IDataView view = _ml.Data.LoadFromEnumerable(Flower.Garden, builder.ToSchema());
        Assert.True(view.Schema["Height"].IsNormalized());
        Assert.Equal(typed.GetColumn<float>("Height"), view.GetColumn<float>("Height"));

        builder.AddColumn("Scent", NumberDataViewType.Single);
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Data.LoadFromEnumerable(Flower.Garden, builder.ToSchema()));
        Assert.Contains("Scent", error.Message);
    }

    [Fact]
    public void Concurrent_cursors_each_see_every_row_once()
    {
        int count = 2_000;
        IDataView view = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Flower { Height = i, Petals = [i, i, i] }));
        view = _ml.Transforms.CopyColumns("Again", "Petals").Fit(view).Transform(view);
        Parallel.For(0, 8, _ =>
        {
            int expected = 0;
            foreach (float[] values in view.GetColumn<float[]>("Again"))
            {
                Assert.Equal([expected, expected, expected], values);
                expected++;
            }
            Assert.Equal(count, expected);
        });
    }
}
