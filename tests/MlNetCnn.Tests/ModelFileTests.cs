using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly MLContext _ml = new(3);
    private readonly SamplePictures _pictures = new(perClass: 8);
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _pictures.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_whole_pipeline_is_saved_loaded_and_predicts_the_same_bit_for_bit()
    {
        var (model, data) = Fit();
        _ml.Model.Save(model, data.Schema, _folder.File("model.zip"));
        var other = new MLContext(99);
        _ = other.Cnn;
        var loaded = other.Model.Load(_folder.File("model.zip"), out var schema);
        Assert.Equal(["ImagePath", "Label"], schema.Select(c => c.Name));
        Assert.Equal(model.Transform(data).GetColumn<float[]>("Score"), loaded.Transform(data).GetColumn<float[]>("Score"));
    }

    [Fact]
    public void A_prediction_engine_gives_the_same_and_leaves_the_model_usable_after_its_disposal()
    {
        var (model, data) = Fit();
        var expected = model.Transform(data).GetColumn<float[]>("Score").ToList();
        var rows = _ml.Data.CreateEnumerable<Input>(data, reuseRowObject: false).ToList();
        using (var engine = _ml.Model.CreatePredictionEngine<Input, Output>(model))
            for (var i = 0; i < rows.Count; i++)
            {
                var prediction = engine.Predict(rows[i]);
                Assert.Equal(expected[i], prediction.Score);
                Assert.Equal(rows[i].Label, prediction.PredictedName);
            }

        Assert.Equal(expected, model.Transform(data).GetColumn<float[]>("Score"));
    }

    [Fact]
    public void Concurrent_prediction_engines_agree()
    {
        var (model, data) = Fit();
        var expected = model.Transform(data).GetColumn<float[]>("Score").ToList();
        var rows = _ml.Data.CreateEnumerable<Input>(data, reuseRowObject: false).ToList();
        Parallel.For(0, 8, _ =>
        {
            var engine = _ml.Model.CreatePredictionEngine<Input, Output>(model);
            for (var i = 0; i < rows.Count; i++) Assert.Equal(expected[i], engine.Predict(rows[i]).Score);
        });
    }

    [Fact]
    public void A_damaged_zip_is_refused_by_name()
    {
        var (model, data) = Fit();
        var path = _folder.File("model.zip");
        _ml.Cnn.SaveModel(model, data.Schema, path);
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < 24; i++)
        {
            File.WriteAllBytes(path, whole[..(whole.Length * i / 24)]);
            var e = Assert.Throws<ModelFormatException>(() => new MLContext(1).Cnn.LoadModel(path));
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
        }

        Assert.Throws<FileNotFoundException>(() => _ml.Cnn.LoadModel(_folder.File("none.zip")));
    }

    [Theory]
    [InlineData("Schema")]
    [InlineData("TransformerChain/Model.key")]
    public void A_changed_byte_of_an_entry_is_refused_by_the_name_of_the_entry(string name)
    {
        var (model, data) = Fit();
        var path = _folder.File("model.zip");
        _ml.Cnn.SaveModel(model, data.Schema, path);
        var whole = File.ReadAllBytes(path);
        // The checksum stands 16 bytes into an entry's record in the central directory, whose name begins at byte 46.
        var record = whole.AsSpan().LastIndexOf(System.Text.Encoding.ASCII.GetBytes(name)) - 46;
        Assert.Equal("PK\x01\x02"u8, whole.AsSpan(record, 4));
        for (var i = 0; i < 4; i++)
        {
            byte[] changed = [.. whole];
            changed[record + 16 + i] ^= 1;
            File.WriteAllBytes(path, changed);
            var e = Assert.Throws<ModelFormatException>(() => new MLContext(1).Cnn.LoadModel(path));
            Assert.Equal((path, name), (e.File, e.Place));
        }
    }

    [Fact]
    public void Mutated_zips_load_or_are_refused_as_what_they_are()
    {
        var (model, data) = Fit();
        var path = _folder.File("model.zip");
        _ml.Cnn.SaveModel(model, data.Schema, path);
        var whole = File.ReadAllBytes(path);
        var random = new RandomStream(11, "mutations");
        for (var i = 0; i < 300; i++)
        {
            byte[] mutated = [.. whole];
            for (var k = 0; k <= random.NextInt32(3); k++) mutated[random.NextInt32(mutated.Length)] = (byte)random.NextInt32(256);
            File.WriteAllBytes(path, mutated);
            try
            {
                new MLContext(1).Cnn.LoadModel(path);
            }
            catch (ModelFormatException e)
            {
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_zip_bomb_is_refused_by_name_before_anything_unpacks_it()
    {
        var path = _folder.File("bomb.zip");
        using (var zip = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("TransformerChain/Network.keras").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 300; i++) entry.Write(zeros);
        }

        var e = Assert.Throws<ModelFormatException>(() => _ml.Cnn.LoadModel(path));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains("TransformerChain/Network.keras", e.Message, StringComparison.Ordinal);
        Assert.Contains("314,572,800", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        var (model, data) = Fit();
        var path = _folder.File("model.zip");
        _ml.Cnn.SaveModel(model, data.Schema, path);
        var before = File.ReadAllBytes(path);
        Assert.ThrowsAny<Exception>(() => _ml.Cnn.SaveModel(new Unsaveable(), data.Schema, path));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["model.zip"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.Throws<DirectoryNotFoundException>(() => _ml.Cnn.SaveModel(model, data.Schema, _folder.File("no", "model.zip")));
    }

    [Fact]
    public void The_same_model_makes_the_same_file_at_any_time_and_thread_count()
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        byte[] Saved(int threads)
        {
            var model = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16)
                .Append(_ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { Threads = threads }))
                .Append(_ml.Cnn.ApplyModel(SmallNets.Base(), new ApplyModelOptions { Threads = threads }))
                .Append(_ml.Transforms.Conversion.MapValueToKey("Label"))
                .Append(_ml.Cnn.Trainers.Dense(new DenseOptions { HiddenUnits = [8], Epochs = 2, Seed = 1, Threads = threads }))
                .Fit(data);
            _ml.Cnn.SaveModel(model, data.Schema, _folder.File("model.zip"));
            return File.ReadAllBytes(_folder.File("model.zip"));
        }

        var first = Saved(threads: 1);
        // Times in a zip have two seconds' resolution.
        Thread.Sleep(TimeSpan.FromSeconds(2.1));
        Assert.Equal(first, Saved(threads: 2));
        using var zip = System.IO.Compression.ZipFile.OpenRead(_folder.File("model.zip"));
        Assert.All(zip.Entries, e => Assert.Equal(1980, e.LastWriteTime.Year));
        Assert.All(zip.Entries, e => e.Open().CopyTo(Stream.Null));
    }

    [Fact]
    public void An_empty_file_is_refused_as_empty()
    {
        File.WriteAllBytes(_folder.File("model.zip"), []);
        var e = Assert.Throws<ModelFormatException>(() => _ml.Cnn.LoadModel(_folder.File("model.zip")));
        Assert.Contains("the file is empty", e.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.File("model.zip"), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_test_split_and_cache_checkpoint_work_with_the_components()
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        var split = _ml.Data.TrainTestSplit(data, testFraction: 0.3, seed: 1);
        // Which rows a seed takes differs between ML.NET and its stand-in, so enough epochs for any split.
        var model = Pipeline(epochs: 100).Fit(split.TrainSet);
        var metrics = _ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        Assert.True(metrics.MicroAccuracy > 0.8, $"{metrics.MicroAccuracy}");
    }

    private (ITransformer Model, IDataView Data) Fit()
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        return (Pipeline().Fit(data), data);
    }

    private IEstimator<ITransformer> Pipeline(int epochs = 20) => _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16)
        .Append(_ml.Cnn.Rescale("Image"))
        .Append(_ml.Cnn.ExtractFeatures("Features", "Image", SmallNets.Base()))
        .Append(_ml.Transforms.Conversion.MapValueToKey("Label"))
        .AppendCacheCheckpoint(_ml)
        .Append(_ml.Cnn.Trainers.Dense(new DenseOptions { HiddenUnits = [8], Dropout = 0, Optimizer = new RmsProp(1e-2), Epochs = epochs, BatchSize = 4, Seed = 1 }))
        .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedName", "PredictedLabel"));

    private sealed class Unsaveable : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException("It has none.");

        public void Save(ModelSaveContext ctx)
        {
        }

        public IDataView Transform(IDataView input) => input;
    }

    private sealed class Input
    {
        public string ImagePath { get; set; } = "";

        public string Label { get; set; } = "";
    }

    private sealed class Output
    {
        public float[] Score { get; set; } = [];

        public string PredictedName { get; set; } = "";
    }
}
