using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Tests.Pipeline;

/// <summary>Cursors at the edges: before the first row, behind the last, over no rows and one, and after a failure.</summary>
public sealed class CursorTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 5);

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void Values_are_given_at_rows_only()
    {
        var view = Features(Paths(), batch: 4);
        using var cursor = view.GetRowCursor([view.Schema["Features"]]);
        var get = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        VBuffer<float> value = default;
        Assert.Throws<InvalidOperationException>(() => get(ref value));
        var rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            Assert.Equal(rows, cursor.Position);
            get(ref value);
        }

        Assert.Equal(10, rows);
        Assert.Throws<InvalidOperationException>(() => get(ref value));
        Assert.False(cursor.MoveNext());
        Assert.Throws<InvalidOperationException>(() => get(ref value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void A_cursor_that_failed_stays_failed(int batch)
    {
        File.WriteAllText(_pictures.File("bright", "bright.03.png"), "no picture");
        var view = Features(Paths(), batch);
        using var cursor = view.GetRowCursor([view.Schema["Features"]]);
        var get = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        VBuffer<float> value = default;
        var read = 0;
        var first = Assert.ThrowsAny<Exception>(Next);
        Assert.Contains("bright.03.png", first.Message, StringComparison.Ordinal);
        Assert.Equal(3, read);
        if (batch == 1) return;
        Assert.Contains("bright.03.png", Assert.ThrowsAny<Exception>(() => cursor.MoveNext()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => get(ref value));

        void Next()
        {
            while (cursor.MoveNext())
            {
                get(ref value);
                read++;
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    public void Any_number_of_rows_gives_each_its_own_values(int rows)
    {
        var expected = Features(Paths(), batch: 1).GetColumn<float[]>("Features").Take(rows).ToList();
        // TakeRows refuses 0.
        var paths = rows == 0 ? _ml.Data.LoadFromEnumerable(Array.Empty<PathRow>()) : _ml.Data.TakeRows(Paths(), rows);
        var view = Features(paths, batch: 4);
        Assert.Equal(expected, view.GetColumn<float[]>("Features").ToList());
    }

    [Fact]
    public void A_column_may_be_made_anew_under_its_own_name_again_and_again()
    {
        var paths = Paths();
        var once = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16).Append(_ml.Cnn.Rescale(new RescaleOptions { OutputColumnName = "Image", Scale = 0.125f })).Fit(paths).Transform(paths);
        var thrice = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16)
            .Append(_ml.Cnn.Rescale(new RescaleOptions { OutputColumnName = "Image", Scale = 0.5f }))
            .Append(_ml.Cnn.Rescale(new RescaleOptions { OutputColumnName = "Image", Scale = 0.5f }))
            .Append(_ml.Cnn.Rescale(new RescaleOptions { OutputColumnName = "Image", Scale = 0.5f }))
            .Fit(paths).Transform(paths);
        Assert.Equal(4, thrice.Schema.Count(c => c.Name == "Image"));
        Assert.Equal(once.GetColumn<float[]>("Image").ToList(), thrice.GetColumn<float[]>("Image").ToList());
        // The hidden ones are still there, by their index.
        using var cursor = thrice.GetRowCursor(thrice.Schema.Where(c => c.Name == "Image"));
        var getters = thrice.Schema.Where(c => c.Name == "Image").Select(c => cursor.GetGetter<VBuffer<float>>(c)).ToList();
        Assert.True(cursor.MoveNext());
        var values = getters.Select(get =>
        {
            VBuffer<float> value = default;
            get(ref value);
            return value.DenseValues().First();
        }).ToList();
        Assert.All(Enumerable.Range(1, 3), i => Assert.Equal(values[i - 1] / 2, values[i]));
    }

    private IDataView Paths() => _ml.Cnn.ImagesFromDirectory(_pictures.Path);

    private IDataView Features(IDataView paths, int batch) => _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16)
        .Append(_ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { BatchSize = batch }))
        .Fit(paths).Transform(paths);

    private sealed class PathRow
    {
        public string ImagePath { get; set; } = "";
    }
}
