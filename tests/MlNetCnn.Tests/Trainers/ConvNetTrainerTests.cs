using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Tests.Contract;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tests.Trainers;

public sealed class ConvNetTrainerTests
{
    private readonly MLContext _ml = new(5);

    private static ConvNetOptions Quick => new() { Rescale = 1f / 255, Optimizer = new RmsProp(5e-3), Epochs = 8, BatchSize = 16, Seed = 9 };

    private static Sequential Net(int outputs, ActivationFunction activation)
    {
        Sequential model = new([new InputLayer([8, 8, 3]), new Conv2D(6, 3, activation: "relu", name: "conv"), new MaxPooling2D(), new Flatten(), new Dropout(0.1f), new Dense(outputs, activation, name: "end")]);
        model.InitializeWeights(2);
        return model;
    }

    /// <summary>A base with batch normalization, whose statistics must not move while it is frozen.</summary>
    private static Model Base()
    {
        var model = new Sequential([8, 8, 3], "base")
        {
            new Conv2D(6, 3, name: "low"), new BatchNormalization(name: "low_norm"), new ReLU(name: "low_relu"),
            new Conv2D(8, 3, name: "high"), new BatchNormalization(name: "high_norm"), new ReLU(name: "high_relu"),
        };
        model.InitializeWeights(4);
        return model;
    }

    [Fact]
    public void A_binary_classifier_keeps_the_contract_and_is_evaluated()
    {
        var data = ConvNetData.Binary(_ml, 64);
        using var model = (ConvNetTransformer)TransformerContract.Check(_ml, _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick), data, "Image");
        var scored = model.Transform(ConvNetData.Binary(_ml, 100, seed: 7));
        var metrics = _ml.BinaryClassification.Evaluate(scored);
        Assert.True(metrics.Accuracy > 0.95, $"accuracy {metrics.Accuracy}");
        Assert.Equal(["accuracy", "loss"], model.History.Names);
        Assert.Equal([new TrainingStage("training", 0, 8)], model.Stages);
        foreach (var (score, probability) in scored.GetColumn<float>("Score").Zip(scored.GetColumn<float>("Probability")))
            Assert.Equal(1 / (1 + Math.Exp(-score)), probability, 1e-6);
        Assert.Equal(scored.GetColumn<float>("Probability").Select(p => p > 0.5f), scored.GetColumn<bool>("PredictedLabel"));
        var engine = _ml.Model.CreatePredictionEngine<ConvNetData.BinaryRow, BinaryPrediction>(model);
        var first = _ml.Data.CreateEnumerable<ConvNetData.BinaryRow>(data, reuseRowObject: false).First();
        Assert.True(engine.Predict(first).PredictedLabel);
    }

    [Fact]
    public void A_multiclass_classifier_keeps_the_contract_and_its_keys_map_back()
    {
        var data = ConvNetData.Keyed(_ml, 90);
        using var model = (ConvNetTransformer)TransformerContract.Check(_ml, _ml.Cnn.Trainers.ConvNet(Net(3, "softmax"), Quick), data, "Image");
        Assert.Equal(ConvNetData.Sides, model.ClassNames);
        var scored = model.Transform(ConvNetData.Keyed(_ml, 90, seed: 7));
        Assert.True(_ml.MulticlassClassification.Evaluate(scored).MicroAccuracy > 0.95);
        var named = _ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel").Fit(scored).Transform(scored);
        Assert.Equal("left", named.GetColumn<string>("Name").First());
    }

    [Theory]
    [InlineData("Label")]
    [InlineData("Flags")]
    public void Several_labels_at_once_are_learnt(string label)
    {
        var data = ConvNetData.MultiLabel(_ml, 120);
        var options = Quick with { LabelColumnName = label, Epochs = 20 };
        using var model = (ConvNetTransformer)TransformerContract.Check(_ml, _ml.Cnn.Trainers.ConvNet(Net(3, "sigmoid"), options), data, "Image");
        Assert.Equal(ClassificationTask.MultiLabel, model.Task);
        var fresh = ConvNetData.MultiLabel(_ml, 100, seed: 3);
        var scored = model.Transform(fresh);
        var right = scored.GetColumn<bool[]>("PredictedLabel").Zip(fresh.GetColumn<bool[]>("Flags"), (p, t) => p.Zip(t, (a, b) => a == b ? 1 : 0).Sum()).Sum();
        Assert.True(right > 280, $"{right} of 300 labels");
        var probabilities = scored.GetColumn<float[]>("Probability").First();
        Assert.Equal(probabilities.Select(p => (float)Math.Log(p / (1.0 - p))), scored.GetColumn<float[]>("Score").First(), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_bit_for_bit_at_any_thread_count()
    {
        var options = Quick with { Epochs = 2, ValidationFraction = 0.25, Augmentation = new ImageAugmentation { RotationRange = 20, HorizontalFlip = true }, Head = new ClassifierHead { HiddenUnits = [8], Dropout = 0.3f } };
        var expected = Weights(1);
        Assert.Equal(expected, Weights(2));
        Assert.NotEqual(expected, Weights(1, seed: 10));

        List<float> Weights(int threads, long seed = 9) => Values(_ml.Cnn.Trainers.ConvNet(Base(), options with { Threads = threads, Seed = seed }).Fit(ConvNetData.Binary(_ml, 60)).Model);
    }

    [Fact]
    public void The_model_given_is_not_changed()
    {
        var model = Net(1, "sigmoid");
        var (before, json) = (Values(model), model.ToJson());
        using var fitted = _ml.Cnn.Trainers.ConvNet(model, Quick with { Epochs = 1 }).Fit(ConvNetData.Binary(_ml, 40));
        Assert.Equal(before, Values(model));
        Assert.Equal(json, model.ToJson());
        Assert.NotEqual(before, Values(fitted.Model));

        var conv = Base();
        (before, json) = (Values(conv), conv.ToJson());
        using var staged = _ml.Cnn.Trainers.ConvNet(conv, Staged(1, 1)).Fit(ConvNetData.Binary(_ml, 40));
        Assert.Equal(before, Values(conv));
        Assert.Equal(json, conv.ToJson());
    }

    [Fact]
    public void A_frozen_base_keeps_every_byte_and_its_statistics()
    {
        var conv = Base();
        using var fitted = _ml.Cnn.Trainers.ConvNet(conv, Quick with { FreezeBase = true, Head = new ClassifierHead { HiddenUnits = [8] }, Epochs = 3 }).Fit(ConvNetData.Binary(_ml, 40));
        Assert.Equal(Values(conv), Values((Model)fitted.Model.Layers[0]));
        Assert.Equal(["head_dense_1/kernel", "head_dense_1/bias", "predictions/kernel", "predictions/bias"], fitted.Model.TrainableWeights.Select(w => w.Path));
        Assert.True(fitted.History["loss"][^1] < fitted.History["loss"][0]);
    }

    [Theory]
    [InlineData(FeaturePooling.Average)]
    [InlineData(FeaturePooling.Max)]
    public void A_base_of_open_size_takes_a_pooling_head(FeaturePooling pooling)
    {
        var conv = new Sequential([Shape.Unknown, Shape.Unknown, 3], "open") { new Conv2D(6, 3, activation: "relu") };
        conv.InitializeWeights(1);
        var data = ConvNetData.Binary(_ml, 48);
        var head = new ClassifierHead { Pooling = pooling, HiddenUnits = [], Dropout = 0.1f };
        using var fitted = (ConvNetTransformer)TransformerContract.Check(_ml, _ml.Cnn.Trainers.ConvNet(conv, Quick with { Head = head, Epochs = 1 }), data, "Image");
        Assert.Equal(["open", "head_pooling", "head_dropout", "predictions"], fitted.Model.Layers.Select(l => l.Name));
    }

    [Fact]
    public void Fine_tuning_from_a_layer_on_leaves_those_before_it()
    {
        var conv = Base();
        using var fitted = _ml.Cnn.Trainers.ConvNet(conv, Quick with { UnfreezeFrom = "high", Head = new ClassifierHead(), Epochs = 1 }).Fit(ConvNetData.Binary(_ml, 40));
        AssertOnlyAbove(conv, (Model)fitted.Model.Layers[0]);
    }

    [Fact]
    public void The_books_five_steps_are_one_option()
    {
        var conv = Base();
        var watch = new WeightsAtEnd();
        var options = Staged(3, 2) with { Callbacks = [watch], ValidationFraction = 0.2 };
        using var fitted = _ml.Cnn.Trainers.ConvNet(conv, options).Fit(ConvNetData.Binary(_ml, 60));
        Assert.Equal([new TrainingStage("head", 0, 3), new TrainingStage("fine-tuning", 3, 2)], fitted.Stages);
        Assert.Equal(5, fitted.History.Count);
        Assert.Equal(5, fitted.History["val_loss"].Count);

        // After the first stage the base is as it was; after the second its lower block still is.
        Assert.Equal(Values(conv), watch.Base);
        AssertOnlyAbove(conv, (Model)fitted.Model.Layers[0]);
    }

    [Fact]
    public void Augmentation_is_for_training_alone()
    {
        var held = ConvNetData.Binary(_ml, 30, seed: 3);
        var options = Quick with { Epochs = 2, ValidationSet = held };
        using var plain = _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), options).Fit(ConvNetData.Binary(_ml, 48));
        using var varied = _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), options with { Augmentation = new ImageAugmentation { RotationRange = 40, WidthShiftRange = 0.3 } }).Fit(ConvNetData.Binary(_ml, 48));
        Assert.NotEqual(plain.History["loss"], varied.History["loss"]);

        // The validation's loss is that of the pictures as they are.
        using var executable = new ManagedEngine().Compile(varied.Model, new CompileOptions { Training = new TrainingOptions { Optimizer = new Sgd(), Loss = new BinaryCrossentropy() } });
        var rows = _ml.Data.CreateEnumerable<ConvNetData.BinaryRow>(held, reuseRowObject: false).ToArray();
        var inputs = new Tensor(30, [8, 8, 3], rows.SelectMany(r => r.Image.Select(x => x * (1f / 255))).ToArray());
        var loss = executable.TestStep([inputs], new Tensor(30, [1], rows.Select(r => r.Label ? 1f : 0).ToArray())).Loss;
        Assert.Equal(loss, varied.History["val_loss"][^1], 1e-6);
    }

    [Fact]
    public void A_model_from_a_zip_goes_on_learning()
    {
        using var folder = new TempFolder();
        var data = ConvNetData.Keyed(_ml, 60);
        var chain = _ml.Transforms.CopyColumns("Copy", "Image").Append(_ml.Cnn.Trainers.ConvNet(Net(3, "softmax"), Quick with { Epochs = 4 })).Fit(data);
        _ml.Cnn.SaveModel(chain, data.Schema, folder.File("m.zip"));
        var fresh = new MLContext(8);
        using var loaded = ConvNetTransformer.Find(fresh.Cnn.LoadModel(folder.File("m.zip")));
        Assert.Equal(Values(ConvNetTransformer.Find(chain).Model), Values(loaded.Model));
        Assert.Equal(4, loaded.History.Count);

        var weights = Values(loaded.Model);
        using var more = fresh.Cnn.Trainers.ConvNet(loaded, Quick with { Rescale = 1, Epochs = 3 }).Fit(ConvNetData.Keyed(fresh, 60, seed: 2));
        Assert.Equal(weights, Values(loaded.Model));
        Assert.Equal(1f / 255, more.Rescale);
        Assert.True(more.History["loss"][0] < loaded.History["loss"][0], $"{more.History["loss"][0]} against {loaded.History["loss"][0]}");

        Assert.Contains("classes", Assert.Throws<ArgumentException>(() => fresh.Cnn.Trainers.ConvNet(loaded, Quick).Fit(ConvNetData.Binary(fresh, 20))).Message, StringComparison.Ordinal);
        Assert.Contains("Preprocessing", Assert.Throws<ArgumentException>(() => fresh.Cnn.Trainers.ConvNet(loaded, Quick with { Preprocessing = Preprocessing.Tf })).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Throws<ArgumentException>(() => ConvNetTransformer.Find(_ml.Transforms.CopyColumns("A", "Image").Fit(data)));
    }

    [Fact]
    public void A_cancelled_fit_returns_a_usable_model_and_starts_no_further_stage()
    {
        using var stop = new CancellationTokenSource();
        var data = ConvNetData.Binary(_ml, 48);
        var options = Staged(1000, 5) with { Callbacks = [new CancelAfter(stop, 2)], CancellationToken = stop.Token };
        using var fitted = _ml.Cnn.Trainers.ConvNet(Base(), options).Fit(data);
        Assert.True(fitted.History.Cancelled);
        Assert.Equal([new TrainingStage("head", 0, 3)], fitted.Stages);
        Assert.NotNull(fitted.Transform(data).GetColumn<float>("Score").First().ToString());

        Assert.Throws<OperationCanceledException>(() => _ml.Cnn.Trainers.ConvNet(Base(), Staged(1, 1) with { CancellationToken = new CancellationToken(true) }).Fit(data));
    }

    [Fact]
    public void Sample_weights_count_and_pictures_beyond_the_limit_go_to_disk_without_a_trace()
    {
        using var folder = new TempFolder();
        var data = ConvNetData.Binary(_ml, 40);
        var plain = Values(_ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick with { Epochs = 1 }).Fit(data).Model);
        Assert.NotEqual(plain, Values(_ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick with { Epochs = 1, SampleWeightColumnName = "Weight" }).Fit(data).Model));
        Assert.Equal(plain, Values(_ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid"), Quick with { Epochs = 1, MemoryLimit = 500, TempFolder = folder.Path }).Fit(data).Model));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static ConvNetOptions Staged(int head, int tuning) => Quick with
    {
        Head = new ClassifierHead { HiddenUnits = [8] }, Epochs = head, FineTuning = new FineTuningStage { UnfreezeFrom = "high", Optimizer = new RmsProp(1e-3), Epochs = tuning },
    };

    private static void AssertOnlyAbove(Model before, Model after)
    {
        foreach (var (old, now) in before.Weights.Zip(after.Weights))
        {
            if (old.Path.StartsWith("low", StringComparison.Ordinal)) Assert.Equal(old.Values, now.Values);
            else Assert.False(old.Values.SequenceEqual(now.Values), old.Path);
        }
    }

    private static List<float> Values(Model model) => [.. model.Weights.SelectMany(w => w.Values.ToArray())];

    private sealed class WeightsAtEnd : Callback
    {
        public List<float> Base { get; private set; } = [];

        protected override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs)
        {
            fit.Executable.ReadWeights();
            Base = Values((Model)fit.Model.Layers[0]);
        }
    }

    private sealed class CancelAfter(CancellationTokenSource stop, int epoch) : Callback
    {
        protected override void OnEpochEnd(FitContext fit, int current, IDictionary<string, double> logs)
        {
            if (current == epoch) stop.Cancel();
        }
    }

    private sealed class BinaryPrediction
    {
        public bool PredictedLabel { get; set; }

        public float Probability { get; set; }
    }
}
