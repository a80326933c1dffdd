using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tests.Trainers;

/// <summary>What goes on across the stages of a fit: rates by layer, and going on after an interruption.</summary>
public sealed class ConvNetStageTests
{
    private readonly MLContext _ml = new(5);

    private static ConvNetOptions Staged => new()
    {
        Rescale = 1f / 255, Optimizer = new RmsProp(5e-3), Epochs = 3, BatchSize = 16, Seed = 9, ValidationFraction = 0.2, Head = new ClassifierHead { HiddenUnits = [8], Dropout = 0.2f },
        Augmentation = new ImageAugmentation { HorizontalFlip = true, RotationRange = 10 }, FineTuning = new FineTuningStage { UnfreezeFrom = "high", Optimizer = new RmsProp(1e-3), Epochs = 3 },
    };

    [Fact]
    public void Rates_by_layer_reach_the_layers_also_inside_the_base()
    {
        var conv = Base();
        var options = Staged with { FineTuning = null, LearningRateMultipliers = new Dictionary<string, double> { ["low"] = 0, ["convnet_base"] = 0.5, ["predictions"] = 2 } };
        using var fitted = _ml.Cnn.Trainers.ConvNet(conv, options).Fit(ConvNetData.Binary(_ml, 40));
        var trained = (Model)fitted.Model.Layers[0];
        Assert.Equal(Values(conv, "low"), Values(trained, "low"));
        Assert.NotEqual(Values(conv, "high"), Values(trained, "high"));
        using var other = _ml.Cnn.Trainers.ConvNet(conv, options with { LearningRateMultipliers = new Dictionary<string, double> { ["low"] = 0 } }).Fit(ConvNetData.Binary(_ml, 40));
        Assert.NotEqual(Values((Model)other.Model.Layers[0], "high"), Values(trained, "high"));

        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.ConvNet(conv, options with { LearningRateMultipliers = new Dictionary<string, double> { ["hihg"] = 1 } }).Fit(ConvNetData.Binary(_ml, 40)));
        Assert.Contains("high", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batch_normalization_stays_frozen_where_it_is_asked_for(bool staged)
    {
        var conv = Base();
        var options = staged ? Staged : Staged with { FineTuning = null, UnfreezeFrom = "high" };
        using var frozen = _ml.Cnn.Trainers.ConvNet(conv, options with { FreezeBatchNormalization = true }).Fit(ConvNetData.Binary(_ml, 40));
        using var trained = _ml.Cnn.Trainers.ConvNet(conv, options).Fit(ConvNetData.Binary(_ml, 40));

        Assert.Equal(Values(conv, "high_norm"), Values((Model)frozen.Model.Layers[0], "high_norm"));
        Assert.NotEqual(Values(conv, "high"), Values((Model)frozen.Model.Layers[0], "high"));
        Assert.NotEqual(Values(conv, "high_norm"), Values((Model)trained.Model.Layers[0], "high_norm"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void A_fit_interrupted_in_either_stage_and_started_again_ends_as_one_that_was_not(int stage, int epoch)
    {
        using var folder = new TempFolder();
        var path = folder.File("run.checkpoint");
        var data = ConvNetData.Binary(_ml, 40);
        // The same callbacks in all fits: they are part of what a run is.
        using var expected = _ml.Cnn.Trainers.ConvNet(Base(), With(new FailAt(-1), new FailAt(-1))).Fit(data);
        var broken = With(new FailAt(stage == 0 ? epoch : -1), new FailAt(stage == 1 ? epoch : -1)) with { Backup = path };
        Assert.Throws<InvalidOperationException>(() => _ml.Cnn.Trainers.ConvNet(Base(), broken).Fit(data));
        Assert.NotEmpty(Directory.GetFiles(folder.Path));

        var counted = new FailAt(-1);
        using var resumed = _ml.Cnn.Trainers.ConvNet(Base(), With(counted, new FailAt(-1)) with { Backup = path }).Fit(data);
        Assert.Equal(Values(expected.Model), Values(resumed.Model));
        foreach (var name in expected.History.Names) Assert.Equal(expected.History[name], resumed.History[name]);
        Assert.Equal(expected.Stages, resumed.Stages);
        Assert.Equal(stage == 0 ? 3 - epoch : 0, counted.Epochs);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static ConvNetOptions With(Callback head, Callback tuning) => Staged with { Callbacks = [head], FineTuning = Staged.FineTuning! with { Callbacks = [tuning] } };

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

    private static List<float> Values(Model model, string? layer = null) =>
        [.. model.Weights.Where(w => layer is null || w.Path.StartsWith(layer + "/", StringComparison.Ordinal)).SelectMany(w => w.Values.ToArray())];

    /// <summary>Ends the fit amid an epoch, as a crash would.</summary>
    private sealed class FailAt(int epoch) : Callback
    {
        public int Epochs { get; private set; }

        protected override void OnEpochBegin(FitContext fit, int current) => Epochs++;

        protected override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs)
        {
            if (fit.Epoch == epoch && step == 1) throw new InvalidOperationException("crash");
        }
    }
}
