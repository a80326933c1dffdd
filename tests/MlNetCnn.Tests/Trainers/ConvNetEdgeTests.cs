using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Tests.Trainers;

/// <summary>What a user may do to a convnet that nobody thought of.</summary>
public sealed class ConvNetEdgeTests
{
    private readonly MLContext _ml = new(5);

    private static ConvNetOptions Quick => new() { Rescale = 1f / 255, Optimizer = new RmsProp(5e-3), Epochs = 3, BatchSize = 16, Seed = 9 };

    private static ConvNetOptions Staged => Quick with
    {
        ValidationFraction = 0.2, Head = new ClassifierHead { HiddenUnits = [8], Dropout = 0.2f }, FineTuning = new FineTuningStage { UnfreezeFrom = "high", Optimizer = new RmsProp(1e-3), Epochs = 3 },
    };

    [Fact]
    public void What_callbacks_add_to_the_history_of_two_stages_makes_no_series_of_its_own()
    {
        ConvNetOptions options = Staged with { Callbacks = [new LearningRateScheduler(new StepDecay(1e-3, 1), ScheduleUnit.Epochs)] };
        using var fitted = _ml.Cnn.Trainers.ConvNet(Base(), options).Fit(ConvNetData.Binary(_ml, 40));
        Assert.Equal(["accuracy", "learning_rate", "loss", "val_accuracy", "val_loss"], fitted.History.Names.Order(StringComparer.Ordinal));
        Assert.Equal([1e-3, 5e-4, 2.5e-4, double.NaN, double.NaN, double.NaN], fitted.History["learning_rate"]);
    }

    [Fact]
    public void Classes_of_numbers_keep_their_own_names()
    {
        float[] wanted = [7, 3, 5];
        var rows = _ml.Data.CreateEnumerable<ConvNetData.TextRow>(_ml.Transforms.Conversion.MapKeyToValue("Label").Fit(ConvNetData.Keyed(_ml, 30)).Transform(ConvNetData.Keyed(_ml, 30)), false)
            .Select(r => new NumberRow { Image = r.Image, Label = wanted[Array.IndexOf(ConvNetData.Sides, r.Label)] }).ToArray();
        var data = _ml.Data.LoadFromEnumerable(rows);
        var model = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.Cnn.Trainers.ConvNet(Net(3), Quick with { Epochs = 8 }))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel")).Fit(data);
        Assert.Equal(["7", "3", "5"], ConvNetTransformer.Find(model).ClassNames);
        Assert.Equal(rows.Select(r => r.Label.ToString(System.Globalization.CultureInfo.InvariantCulture)), model.Transform(data).GetColumn<string>("Name"));
    }

    [Fact]
    public void Odd_names_of_classes_survive_the_zip()
    {
        using var folder = new TempFolder();
        string[] names = ["a \"b\" \\ c", "ü/..\n\t,;", "\U0001F431", " "];
        var rows = Enumerable.Range(0, 24).Select(i => new ConvNetData.TextRow { Image = [.. Enumerable.Repeat((float)(i % 4 * 60), 192)], Label = names[i % 4] }).ToArray();
        var data = _ml.Data.LoadFromEnumerable(rows);
        var model = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.Cnn.Trainers.ConvNet(Net(4), Quick)).Append(_ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel")).Fit(data);
        _ml.Cnn.SaveModel(model, data.Schema, folder.File("m.zip"));
        var loaded = new MLContext(77).Cnn.LoadModel(folder.File("m.zip"));
        Assert.Equal(names, ConvNetTransformer.Find(loaded).ClassNames);
        Assert.Equal(model.Transform(data).GetColumn<string>("Name"), loaded.Transform(data).GetColumn<string>("Name"));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void Both_stages_stop_early_and_a_kill_changes_nothing(int stage, int epoch)
    {
        using var folder = new TempFolder();
        var data = ConvNetData.Binary(_ml, 40);
        ConvNetOptions Options(int failStage, int failEpoch, string name) => Staged with
        {
            Epochs = 8,
            Callbacks = [new EarlyStopping(minDelta: 1, patience: 3, restoreBestWeights: true), new CsvLogger(folder.File(name + ".0.csv")), new FailAt(failStage == 0 ? failEpoch : -1)],
            FineTuning = Staged.FineTuning! with { Epochs = 8, Callbacks = [new EarlyStopping(minDelta: 1, patience: 2, restoreBestWeights: true), new CsvLogger(folder.File(name + ".1.csv")), new FailAt(failStage == 1 ? failEpoch : -1)] },
        };
        using var expected = _ml.Cnn.Trainers.ConvNet(Base(), Options(-1, -1, "whole")).Fit(data);
        Assert.Equal([new TrainingStage("head", 0, 4), new TrainingStage("fine-tuning", 4, 3)], expected.Stages);
        var backup = folder.File("run");
        Assert.Throws<InvalidOperationException>(() => _ml.Cnn.Trainers.ConvNet(Base(), Options(stage, epoch, "resumed") with { Backup = backup }).Fit(data));
        using var resumed = _ml.Cnn.Trainers.ConvNet(Base(), Options(-1, -1, "resumed") with { Backup = backup }).Fit(data);
        Assert.Equal(expected.Stages, resumed.Stages);
        Assert.Equal(Values(expected.Model), Values(resumed.Model));
        foreach (var name in expected.History.Names) Assert.Equal(expected.History[name], resumed.History[name]);
        for (var i = 0; i < 2; i++) Assert.Equal(File.ReadAllText(folder.File($"whole.{i}.csv")), File.ReadAllText(folder.File($"resumed.{i}.csv")));
        Assert.False(File.Exists(backup) || File.Exists(backup + ".fine-tuning"));
    }

    [Fact]
    public void A_second_stage_that_is_cancelled_in_its_first_epoch_leaves_what_the_first_one_learnt()
    {
        using var stop = new CancellationTokenSource();
        var data = ConvNetData.Binary(_ml, 40);
        var end = new WeightsAtEnd();
        ConvNetOptions options = Staged with { Callbacks = [end], FineTuning = Staged.FineTuning! with { Callbacks = [new CancelAt(stop)] }, CancellationToken = stop.Token };
        using var fitted = _ml.Cnn.Trainers.ConvNet(Base(), options).Fit(data);
        Assert.True(fitted.History.Cancelled);
        Assert.Equal([new TrainingStage("head", 0, 3), new TrainingStage("fine-tuning", 3, 0)], fitted.Stages);
        Assert.Equal(end.Weights, Values(fitted.Model));
    }

    [Fact]
    public void A_backup_that_is_kept_gives_the_same_result_at_once()
    {
        using var folder = new TempFolder();
        var data = ConvNetData.Binary(_ml, 40);
        var options = Staged with { Backup = folder.File("run"), DeleteBackup = false };
        using var trained = _ml.Cnn.Trainers.ConvNet(Base(), options).Fit(data);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        // Killed here, before the model was saved.
        var steps = new Steps();
        using var again = _ml.Cnn.Trainers.ConvNet(Base(), options with { BatchProgress = steps }).Fit(data);
        Assert.Equal(0, steps.Count);
        Assert.Equal(Values(trained.Model), Values(again.Model));
        Assert.Equal(trained.Stages, again.Stages);
        foreach (var name in trained.History.Names) Assert.Equal(trained.History[name], again.History[name]);
        Assert.Equal(trained.History.BestEpoch, again.History.BestEpoch);
    }

    [Fact]
    public void A_backup_where_a_folder_is_fails_before_the_training_and_one_that_cannot_be_deleted_costs_no_model()
    {
        using var folder = new TempFolder();
        var data = ConvNetData.Binary(_ml, 40);
        var path = folder.File("run");
        Directory.CreateDirectory(path);
        var steps = new Steps();
        var e = Assert.Throws<IOException>(() => { _ml.Cnn.Trainers.ConvNet(Base(), Staged with { Backup = path, BatchProgress = steps }).Fit(data); });
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Equal(0, steps.Count);

        Directory.Delete(path);
        var messages = new Heard();
        var hinder = new AtEnd(() =>
        {
            File.Delete(path + ".fine-tuning");
            Directory.CreateDirectory(path + ".fine-tuning");
        });
        using var fitted = _ml.Cnn.Trainers.ConvNet(Base(), Staged with { Backup = path, Messages = messages, FineTuning = Staged.FineTuning! with { Callbacks = [hinder] } }).Fit(data);
        Assert.Equal(6, fitted.History.Count);
        Assert.Contains(messages.All, m => m.Contains(path + ".fine-tuning", StringComparison.Ordinal));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_backup_of_other_augmentation_or_scale_is_refused()
    {
        using var folder = new TempFolder();
        var data = ConvNetData.Binary(_ml, 40);
        ConvNetOptions options = Staged with { Backup = folder.File("run"), Augmentation = new Training.ImageAugmentation { RotationRange = 10, ZoomRange = 0.2 } };
        Assert.Throws<InvalidOperationException>(() => { _ml.Cnn.Trainers.ConvNet(Base(), options with { Callbacks = [new FailAt(1)] }).Fit(data); });
        string Refused(ConvNetOptions other) => Assert.Throws<Training.CheckpointException>(() => { _ml.Cnn.Trainers.ConvNet(Base(), other with { Callbacks = [new FailAt(-1)] }).Fit(data); }).Message;
        Assert.Contains("RotationRange = 20", Refused(options with { Augmentation = options.Augmentation with { RotationRange = 20 } }), StringComparison.Ordinal);
        Assert.Contains("= 1.3", Refused(options with { Augmentation = options.Augmentation with { ZoomRange = 0.3 } }), StringComparison.Ordinal);
        Assert.Contains("Rescale = 1", Refused(options with { Rescale = 1 }), StringComparison.Ordinal);
        // Threads are no part of the run.
        using var resumed = _ml.Cnn.Trainers.ConvNet(Base(), options with { Threads = 1, Callbacks = [new FailAt(-1)] }).Fit(data);
        Assert.Equal(6, resumed.History.Count);
    }

    [Fact]
    public void Rows_shuffled_filtered_and_sparse_are_trained_on_as_they_come()
    {
        var rows = _ml.Data.CreateEnumerable<ConvNetData.BinaryRow>(ConvNetData.Binary(_ml, 40), reuseRowObject: false).ToArray();
        foreach (var row in rows) row.Image.AsSpan(0, 150).Clear();
        var view = _ml.Data.LoadFromEnumerable(rows);
        var shuffled = _ml.Data.ShuffleRows(_ml.Data.FilterRowsByColumn(view, "Weight", 1, 2), seed: 3);
        var same = _ml.Data.CreateEnumerable<ConvNetData.BinaryRow>(shuffled, reuseRowObject: false).ToArray();
        Assert.Equal(20, same.Length);
        foreach (var (row, i) in same.Select((r, i) => (r, i))) row.Label = i % 2 == 0;
        var list = _ml.Data.LoadFromEnumerable(same);
        using var plain = _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick).Fit(list);
        // Concatenate makes sparse vectors of mostly zeros.
        var sparse = _ml.Data.LoadFromEnumerable(same.Select(r => new SparseRow { Image = Sparse(r.Image), Label = r.Label }), SparseSchema());
        using var other = _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick).Fit(sparse);
        Assert.Equal(Values(plain.Model), Values(other.Model));
        Assert.Equal(plain.Transform(list).GetColumn<float>("Score"), other.Transform(sparse).GetColumn<float>("Score"));
        using var cached = _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick).Fit(_ml.Data.Cache(list));
        Assert.Equal(Values(plain.Model), Values(cached.Model));
    }

    [Fact]
    public void Many_threads_predict_while_another_disposes()
    {
        var data = ConvNetData.Binary(_ml, 40);
        var fitted = _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick).Fit(data);
        var expected = fitted.Transform(data).GetColumn<float>("Score").ToArray();
        var rows = _ml.Data.CreateEnumerable<ConvNetData.BinaryRow>(data, reuseRowObject: false).ToArray();
        var done = 0;
        Parallel.For(0, 5, new ParallelOptions { MaxDegreeOfParallelism = 5 }, t =>
        {
            if (t == 4)
            {
                for (var i = 0; i < 2000 && Volatile.Read(ref done) < 4; i++)
                {
                    fitted.Dispose();
                    Thread.Yield();
                }

                return;
            }

            var engine = new MLContext(t).Model.CreatePredictionEngine<ConvNetData.BinaryRow, Scored>(fitted);
            for (var i = 0; i < 40; i++) Assert.Equal(expected[i], engine.Predict(rows[i]).Score);
            Interlocked.Increment(ref done);
        });
        fitted.Dispose();
    }

    [Fact]
    public void A_stock_cross_validation_takes_it()
    {
        var folds = _ml.BinaryClassification.CrossValidate(ConvNetData.Binary(_ml, 60), _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick with { Epochs = 8 }), numberOfFolds: 2);
        Assert.All(folds, f => Assert.True(f.Metrics.Accuracy > 0.9));
    }

    [Theory]
    [InlineData("\"Rescale\":0.003921569", "\"Rescale\":0          ")]
    [InlineData("\"Rescale\":0.003921569", "\"Rescale\":1e99999    ")]
    [InlineData("\"Preprocessing\":\"None\"", "\"Preprocessing\":\"Nine\"")]
    [InlineData("\"Task\":\"Binary\"", "\"Task\":\"binarx\"")]
    [InlineData("[\"False\",\"True\"]", "[\"False\"       ]")]
    [InlineData("\"FirstEpoch\":0,\"Epochs\":3", "\"FirstEpoch\":9,\"Epochs\":3")]
    [InlineData("\"FirstEpoch\":0,\"Epochs\":3", "\"FirstEpoch\":-1,\"Epochs\":")]
    public void A_zip_with_changed_settings_is_refused(string from, string to)
    {
        using var folder = new TempFolder();
        var data = ConvNetData.Binary(_ml, 40);
        using var fitted = _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick).Fit(data);
        var path = folder.File("m.zip");
        _ml.Cnn.SaveModel(fitted, data.Schema, path);
        Assert.Equal(from.Length, to.Length);
        var changed = 0;
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
            foreach (var entry in zip.Entries.Where(e => e.Name == "Model.key").ToArray())
            {
                using var memory = new MemoryStream();
                using (var read = entry.Open()) read.CopyTo(memory);
                var text = Encoding.Latin1.GetString(memory.ToArray());
                if (!text.Contains(from, StringComparison.Ordinal)) continue;
                changed++;
                var name = entry.FullName;
                entry.Delete();
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
            }

        Assert.Equal(1, changed);
        var e = Assert.Throws<ModelFormatException>(() => new MLContext(9).Cnn.LoadModel(path));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_on_twice_with_layers_unfrozen_inside_the_base()
    {
        var data = ConvNetData.Binary(_ml, 40);
        using var first = _ml.Cnn.Trainers.ConvNet(Base(), Quick with { Head = new ClassifierHead { HiddenUnits = [4] }, FreezeBase = true }).Fit(data);
        using var second = _ml.Cnn.Trainers.ConvNet(first, Quick with { Epochs = 1 }).Fit(data);
        Assert.Equal(Values((Model)first.Model.Layers[0]), Values((Model)second.Model.Layers[0]));
        using var third = _ml.Cnn.Trainers.ConvNet(second, Quick with { Epochs = 1, UnfreezeFrom = "convnet_base/high", LearningRateMultipliers = new Dictionary<string, double> { ["convnet_base/high"] = 0.1, ["high_norm"] = 0 } }).Fit(data);
        foreach (var (old, now) in ((Model)second.Model.Layers[0]).Weights.Zip(((Model)third.Model.Layers[0]).Weights))
        {
            var moves = !old.Path.StartsWith("low", StringComparison.Ordinal) && !(old.Path.StartsWith("high_norm", StringComparison.Ordinal) && old.Trainable);
            Assert.True(moves != old.Values.SequenceEqual(now.Values), old.Path);
        }

        Assert.True(_ml.BinaryClassification.Evaluate(third.Transform(data)).Accuracy > 0.9);
    }

    [Fact]
    public void Metrics_of_the_evaluator_are_those_of_the_history()
    {
        var (train, held) = (ConvNetData.Keyed(_ml, 60), ConvNetData.Keyed(_ml, 31, seed: 4));
        using var fitted = _ml.Cnn.Trainers.ConvNet(Net(3), Quick with { ValidationSet = held, Epochs = 2 }).Fit(train);
        var metrics = _ml.MulticlassClassification.Evaluate(fitted.Transform(held));
        Assert.Equal(fitted.History["val_accuracy"][^1], metrics.MicroAccuracy, 1e-9);
        Assert.Equal(fitted.History["val_loss"][^1], metrics.LogLoss, 1e-4);
        held = ConvNetData.Binary(_ml, 31, seed: 4);
        using var binary = _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick with { ValidationSet = held, Epochs = 1, Metrics = [new Training.Metrics.BinaryAccuracy(), new Training.Metrics.Auc(exact: true)] }).Fit(ConvNetData.Binary(_ml, 20));
        var two = _ml.BinaryClassification.Evaluate(binary.Transform(held));
        Assert.Equal(binary.History["val_binary_accuracy"][^1], two.Accuracy, 1e-9);
        Assert.Equal(binary.History["val_auc"][^1], two.AreaUnderRocCurve, 1e-6);
        Assert.Equal(binary.History["val_loss"][^1], two.LogLoss * Math.Log(2), 1e-4);
    }

    private static Sequential Net(int outputs, string activation = "softmax")
    {
        Sequential model = new([new InputLayer([8, 8, 3]), new Conv2D(6, 3, activation: "relu", name: "conv"), new MaxPooling2D(), new Flatten(), new Dense(outputs, activation, name: "end")]);
        model.InitializeWeights(2);
        return model;
    }

    private static Model Base()
    {
        var model = new Sequential([8, 8, 3], "convnet_base")
        {
            new Conv2D(6, 3, name: "low"), new BatchNormalization(name: "low_norm"), new ReLU(name: "low_relu"),
            new Conv2D(8, 3, name: "high"), new BatchNormalization(name: "high_norm"), new ReLU(name: "high_relu"),
        };
        model.InitializeWeights(4);
        return model;
    }

    private static VBuffer<float> Sparse(float[] dense)
    {
        int[] at = [.. Enumerable.Range(0, dense.Length).Where(i => dense[i] != 0)];
        return new VBuffer<float>(dense.Length, at.Length, [.. at.Select(i => dense[i])], at);
    }

    private static SchemaDefinition SparseSchema()
    {
        var schema = SchemaDefinition.Create(typeof(SparseRow));
        schema["Image"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 8, 8, 3);
        return schema;
    }

    private static List<float> Values(Model model) => [.. model.Weights.SelectMany(w => w.Values.ToArray())];

    private sealed class SparseRow
    {
        public VBuffer<float> Image { get; set; }

        public bool Label { get; set; }
    }

    private sealed class NumberRow
    {
        [VectorType(8, 8, 3)]
        public float[] Image { get; set; } = new float[192];

        public float Label { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }

    private sealed class Steps : IProgress<Training.BatchProgress>
    {
        public int Count { get; private set; }

        public void Report(Training.BatchProgress value) => Count++;
    }

    private sealed class Heard : IProgress<string>
    {
        public List<string> All { get; } = [];

        public void Report(string value) => All.Add(value);
    }

    private sealed class AtEnd(Action action) : Callback
    {
        protected override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) => action();
    }

    private sealed class WeightsAtEnd : Callback
    {
        public List<float> Weights { get; private set; } = [];

        protected override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs)
        {
            fit.Executable.ReadWeights();
            Weights = Values(fit.Model);
        }
    }

    private sealed class CancelAt(CancellationTokenSource stop) : Callback
    {
        protected override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs) => stop.Cancel();
    }

    private sealed class FailAt(int epoch) : Callback
    {
        protected override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs)
        {
            if (fit.Epoch == epoch && step == 1) throw new InvalidOperationException("crash");
        }
    }
}
