using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Tests.Contract;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Tests.Trainers;

public sealed class DenseTrainerTests
{
    private readonly MLContext _ml = new(5);

    private static DenseOptions Quick => new() { HiddenUnits = [8], Dropout = 0.2f, Optimizer = new RmsProp(1e-2), Epochs = 12, BatchSize = 16, Seed = 9 };

    [Fact]
    public void A_binary_classifier_keeps_the_contract_and_is_evaluated()
    {
        var data = Binary(200);
        var model = (DenseTransformer)TransformerContract.Check(_ml, _ml.Cnn.Trainers.Dense(Quick), data, "Features");
        var scored = model.Transform(data);
        var metrics = _ml.BinaryClassification.Evaluate(scored);
        Assert.True(metrics.Accuracy > 0.95, $"accuracy {metrics.Accuracy}");
        Assert.True(metrics.AreaUnderRocCurve > 0.98);
        Assert.Equal(12, model.History.Count);
        foreach (var (score, probability) in scored.GetColumn<float>("Score").Zip(scored.GetColumn<float>("Probability")))
            Assert.Equal(1 / (1 + Math.Exp(-score)), probability, 1e-6);
        Assert.Equal(scored.GetColumn<float>("Probability").Select(p => p > 0.5f), scored.GetColumn<bool>("PredictedLabel"));
    }

    [Fact]
    public void A_multiclass_classifier_keeps_the_contract_and_its_keys_map_back()
    {
        var data = Keyed(240);
        var model = TransformerContract.Check(_ml, _ml.Cnn.Trainers.Dense(Quick), data, "Features");
        var scored = model.Transform(data);
        var metrics = _ml.MulticlassClassification.Evaluate(scored);
        Assert.True(metrics.MicroAccuracy > 0.9, $"accuracy {metrics.MicroAccuracy}");
        Assert.Equal(3, metrics.ConfusionMatrix.NumberOfClasses);
        var named = _ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel").Fit(scored).Transform(scored);
        Assert.Subset(new HashSet<string> { "north", "east", "south" }, named.GetColumn<string>("Name").ToHashSet());
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_bit_for_bit_at_any_thread_count()
    {
        var expected = Weights(1);
        foreach (var threads in new[] { 1, 2, 3 }) Assert.Equal(expected, Weights(threads));
        Assert.NotEqual(expected, Weights(1, seed: 10));

        List<float> Weights(int threads, long seed = 9)
        {
            var model = _ml.Cnn.Trainers.Dense(Quick with { Threads = threads, Seed = seed, HiddenUnits = [64, 16] }).Fit(Binary(200));
            return [.. model.Model.Weights.SelectMany(w => w.Values.ToArray())];
        }
    }

    [Fact]
    public void Without_a_seed_the_context_decides()
    {
        Assert.Equal(Weights(5), Weights(5));
        Assert.NotEqual(Weights(5), Weights(6));

        static List<float> Weights(int seed)
        {
            var ml = new MLContext(seed);
            return [.. ml.Cnn.Trainers.Dense(Quick with { Seed = null, Epochs = 1 }).Fit(Binary(ml, 40)).Model.Weights.SelectMany(w => w.Values.ToArray())];
        }
    }

    [Fact]
    public void Validation_comes_from_a_set_or_from_a_drawn_fraction()
    {
        var own = _ml.Cnn.Trainers.Dense(Quick with { ValidationSet = Binary(50) }).Fit(Binary(200));
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], own.History.Names);
        var drawn = _ml.Cnn.Trainers.Dense(Quick with { ValidationFraction = 0.25 }).Fit(Binary(200));
        Assert.True(drawn.History["val_accuracy"][^1] > 0.9);
        Assert.Equal(["accuracy", "loss"], _ml.Cnn.Trainers.Dense(Quick).Fit(Binary(60)).History.Names);
    }

    [Fact]
    public void Progress_and_log_tell_of_every_epoch()
    {
        List<string> log = [];
        _ml.Log += (_, e) => log.Add(e.Message);
        var progress = new Epochs();
        _ml.Cnn.Trainers.Dense(Quick with { Epochs = 3, Progress = progress }).Fit(Binary(60));
        Assert.Equal([1, 2, 3], progress.All.Select(p => p.Epoch));
        Assert.Equal(3, log.Count(m => m.Contains("Epoch", StringComparison.Ordinal) && m.Contains("loss", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_cancelled_fit_returns_a_usable_model()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Epochs { OnReport = p => { if (p.Epoch == 4) stop.Cancel(); } };
        var data = Binary(200);
        var model = _ml.Cnn.Trainers.Dense(Quick with { Epochs = 1000, Progress = progress, CancellationToken = stop.Token }).Fit(data);
        Assert.True(model.History.Cancelled);
        Assert.Equal(4, model.History.Count);
        Assert.True(_ml.BinaryClassification.Evaluate(model.Transform(data)).Accuracy > 0.8);
    }

    [Fact]
    public void Callbacks_and_metrics_take_part()
    {
        var stop = new LambdaStop();
        var model = _ml.Cnn.Trainers.Dense(Quick with { Callbacks = [stop], Metrics = [new BinaryAccuracy(0.6f)] }).Fit(Binary(60));
        Assert.Equal(2, model.History.Count);
        Assert.Contains("binary_accuracy", model.History.Names);
    }

    [Fact]
    public void A_fit_cancelled_before_it_trains_has_nothing_to_return()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => _ml.Cnn.Trainers.Dense(Quick with { CancellationToken = stop.Token }).Fit(Binary(20)));
    }

    [Theory]
    [InlineData("Text", "MapValueToKey")]
    [InlineData("Number", "Single")]
    public void A_label_of_the_wrong_type_is_refused_with_what_to_do(string label, string expected)
    {
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.Dense(Quick with { LabelColumnName = label }).Fit(Binary(20)));
        Assert.Contains(label, e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_alone_no_rows_and_wrong_settings_are_refused()
    {
        var one = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(_ => new TextRow { Label = "only" }));
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(one).Transform(one);
        Assert.Contains("two classes", Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.Dense(Quick).Fit(keyed)).Message, StringComparison.Ordinal);
        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.Dense(Quick).Fit(Binary(0))).Message, StringComparison.Ordinal);
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.Dense(Quick with { Epochs = 0, Dropout = 1, HiddenUnits = [0] }));
        foreach (var name in new[] { "Epochs", "Dropout", "HiddenUnits" }) Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_label_are_left_out_with_a_warning()
    {
        List<string> log = [];
        _ml.Log += (_, e) => log.Add(e.Message);
        var rows = Rows(60).Select(r => new TextRow { Features = r.Features, Label = r.Index % 3 == 0 ? "seen a" : r.Index % 3 == 1 ? "seen b" : "unseen" }).ToArray();
        var known = _ml.Data.LoadFromEnumerable(new[] { new TextRow { Label = "seen a" }, new TextRow { Label = "seen b" } });
        var data = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(known).Transform(_ml.Data.LoadFromEnumerable(rows));
        var model = _ml.Cnn.Trainers.Dense(Quick with { Epochs = 1 }).Fit(data);
        Assert.Equal(["seen a", "seen b"], model.ClassNames);
        Assert.Contains(log, m => m.Contains("20 rows without a label", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_unknown_number_are_read_to_the_end()
    {
        // A filtered view does not know its number of rows, so the reader has to grow.
        var all = Binary(1000);
        var filtered = _ml.Data.FilterRowsByColumn(all, "Number", lowerBound: 0, upperBound: 2);
        Assert.Null(filtered.GetRowCount());
        var expected = _ml.Cnn.Trainers.Dense(Quick with { Epochs = 1 }).Fit(all);
        var model = _ml.Cnn.Trainers.Dense(Quick with { Epochs = 1 }).Fit(filtered);
        Assert.Equal(expected.Model.Weights.SelectMany(w => w.Values.ToArray()), model.Model.Weights.SelectMany(w => w.Values.ToArray()));
    }

    [Fact]
    public void The_history_is_saved_with_the_model()
    {
        using var folder = new TempFolder();
        var data = Binary(60);
        var model = _ml.Cnn.Trainers.Dense(Quick with { ValidationFraction = 0.2 }).Fit(data);
        _ml.Cnn.SaveModel(model, data.Schema, folder.File("m.zip"));
        var loaded = Assert.IsType<DenseTransformer>(new MLContext(2).Cnn.LoadModel(folder.File("m.zip")));
        foreach (var name in model.History.Names) Assert.Equal(model.History[name], loaded.History[name]);
        Assert.Equal(model.ClassNames, loaded.ClassNames);
    }

    private IDataView Binary(int count) => Binary(_ml, count);

    private static IDataView Binary(MLContext ml, int count) => ml.Data.LoadFromEnumerable(Rows(count).Select(r => new BinaryRow
    {
        Features = r.Features, Label = r.Features[0] + r.Features[1] > 0, Text = "x", Number = 1,
    }).ToArray());

    private IDataView Keyed(int count)
    {
        var rows = Rows(count).Select(r => new TextRow
        {
            Features = r.Features, Label = r.Features[0] > 0.3 ? "east" : r.Features[1] > 0 ? "north" : "south",
        }).ToArray();
        var view = _ml.Data.LoadFromEnumerable(rows);
        return _ml.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
    }

    private static IEnumerable<(float[] Features, int Index)> Rows(int count)
    {
        var random = new RandomStream(4, "rows");
        for (var i = 0; i < count; i++) yield return ([(float)random.NextNormal(), (float)random.NextNormal(), (float)random.NextNormal(), 1], i);
    }

    private sealed class Epochs : IProgress<EpochProgress>
    {
        public List<EpochProgress> All { get; } = [];

        public Action<EpochProgress>? OnReport { get; init; }

        public void Report(EpochProgress value)
        {
            All.Add(value);
            OnReport?.Invoke(value);
        }
    }

    private sealed class LambdaStop : Callback
    {
        protected override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs) => fit.StopTraining = epoch == 1;
    }

    private sealed class BinaryRow
    {
        [VectorType(4)]
        public float[] Features { get; set; } = new float[4];

        public bool Label { get; set; }

        public string Text { get; set; } = "";

        public float Number { get; set; }
    }

    private sealed class TextRow
    {
        [VectorType(4)]
        public float[] Features { get; set; } = new float[4];

        public string Label { get; set; } = "";
    }
}
