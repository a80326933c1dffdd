using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Tests.Contract;

namespace MlNetCnn.Tests;

/// <summary>ML.NET's own views and transforms over the components: whatever reads ahead, buffers, shuffles or splits gets the same values.</summary>
public sealed class StockViewTests : IDisposable
{
    private readonly MLContext _ml = new(3);
    private readonly SamplePictures _pictures = new(perClass: 12);

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void Caches_shuffles_ranges_and_transforms_after_the_components_keep_every_row_whole()
    {
        var view = Scored(out var data);
        var expected = Rows(view).ToDictionary(row => row.ImagePath, row => row);
        Assert.Equal(24, expected.Count);
        foreach (var (name, other) in Views(view, data))
        {
            var rows = Rows(other);
            Assert.True(rows.Count > 0, name);
            foreach (var row in rows)
            {
                Assert.True(expected[row.ImagePath].Features.AsSpan().SequenceEqual(row.Features), $"{name}: features of {row.ImagePath}");
                Assert.Equal(expected[row.ImagePath].Label, row.Label);
            }
        }
    }

    [Fact]
    public void A_preview_shows_every_column_of_its_rows()
    {
        var view = Scored(out _);
        var preview = view.Preview(maxRows: 5);
        Assert.Equal(5, preview.RowView.Length);
        using var cursor = view.GetRowCursor(view.Schema);
        var readers = view.Schema.Select(column => CellText.Reader(cursor, column)).ToList();
        for (var i = 0; i < 5; i++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(readers.Select(read => read()), preview.ColumnView.Select(column => CellText.Of(column.Values[i])));
        }
    }

    [Fact]
    public void Sets_of_cursors_cover_every_row_once()
    {
        var view = Scored(out _);
        var columns = new[] { view.Schema["ImagePath"], view.Schema["Features"] };
        List<string> paths = [];
        foreach (var cursor in view.GetRowCursorSet(columns, 4))
        {
            using (cursor)
            {
                var get = cursor.GetGetter<ReadOnlyMemory<char>>(columns[0]);
                ReadOnlyMemory<char> path = default;
                while (cursor.MoveNext())
                {
                    get(ref path);
                    paths.Add(path.ToString());
                }
            }
        }

        Assert.Equal(view.GetColumn<string>("ImagePath").Order(StringComparer.Ordinal), paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cross_validation_fits_and_judges_the_whole_pipeline()
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        var pipeline = Features().AppendCacheCheckpoint(_ml).Append(_ml.Cnn.Trainers.Dense(new DenseOptions { HiddenUnits = [4], Epochs = 5, BatchSize = 4, Seed = 1 }));
        var results = _ml.MulticlassClassification.CrossValidate(keyed, pipeline, numberOfFolds: 2);
        Assert.Equal(24, results.Sum(result => result.ScoredHoldOutSet.GetColumn<float[]>("Score").Count()));
        Assert.All(results, result => Assert.InRange(result.Metrics.MicroAccuracy, 0, 1));
    }

    private IEnumerable<(string Name, IDataView View)> Views(IDataView view, IDataView data)
    {
        yield return ("cache", _ml.Data.Cache(view));
        yield return ("cache of chosen columns", _ml.Data.Cache(view, "Features"));
        yield return ("shuffle", _ml.Data.ShuffleRows(view, seed: 5));
        yield return ("shuffled cache", _ml.Data.ShuffleRows(_ml.Data.Cache(view), seed: 6, shufflePoolSize: 7));
        yield return ("shuffled source", Features().Fit(data).Transform(_ml.Data.ShuffleRows(data, seed: 7)));
        yield return ("range", _ml.Data.TakeRows(_ml.Data.SkipRows(view, 3), 9));
        yield return ("split", _ml.Data.TrainTestSplit(view, 0.5, seed: 2).TestSet);
        yield return ("split by key", _ml.Data.TrainTestSplit(view, 0.5, samplingKeyColumnName: "ImagePath", seed: 2).TrainSet);
        yield return ("concatenation", _ml.Transforms.Concatenate("Twice", "Features", "Features").Fit(view).Transform(view));
        var keys = _ml.Transforms.Conversion.MapValueToKey("Path", "ImagePath").Append(_ml.Transforms.Conversion.MapKeyToVector("Hot", "Path"));
        yield return ("keys", keys.Fit(view).Transform(view));
        yield return ("selection", _ml.Transforms.SelectColumns("Features", "Label", "ImagePath").Fit(view).Transform(view));
    }

    private IDataView Scored(out IDataView data)
    {
        data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        return Features().Fit(data).Transform(data);
    }

    private IEstimator<ITransformer> Features() => _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16)
        .Append(_ml.Cnn.Rescale("Image"))
        .Append(_ml.Cnn.ExtractFeatures("Features", "Image", SmallNets.Base()));

    private List<Row> Rows(IDataView view) => [.. _ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false)];

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";

        public string Label { get; set; } = "";

        public float[] Features { get; set; } = [];
    }
}
