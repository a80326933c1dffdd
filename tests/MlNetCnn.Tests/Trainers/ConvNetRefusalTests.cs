using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Training;

namespace MlNetCnn.Tests.Trainers;

/// <summary>Bad input to <c>ConvNet</c>: refused before the training, with what was found and what to do.</summary>
public sealed class ConvNetRefusalTests
{
    private readonly MLContext _ml = new(5);

    private static ConvNetOptions Quick => new() { Rescale = 1f / 255, Epochs = 1, Seed = 9 };

    [Fact]
    public void Wrong_settings_are_listed_all_at_once()
    {
        var options = new ConvNetOptions
        {
            Epochs = 0, BatchSize = 0, Rescale = float.NaN, ValidationFraction = 1, StepsPerEpoch = 0, FreezeBase = true, UnfreezeFrom = "x", MemoryLimit = -1, ImageColumnName = "",
            FineTuning = new FineTuningStage { UnfreezeFrom = "", Epochs = 0 }, TempFolder = "/nowhere/at/all", Loss = new Compute.Losses.SparseCategoricalCrossentropy(),
        };
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.ConvNet(Net(), options));
        foreach (var name in new[] { "Epochs", "BatchSize", "Rescale", "ValidationFraction", "StepsPerEpoch", "FreezeBase", "UnfreezeFrom", "MemoryLimit", "ImageColumnName", "FineTuning.Epochs", "FineTuning.UnfreezeFrom", "TempFolder", "Loss" })
            Assert.Contains(name, e.Message, StringComparison.Ordinal);
        var head = Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.ConvNet(Net(), new ConvNetOptions { Head = new ClassifierHead { HiddenUnits = [0], Dropout = 1 } }));
        Assert.Contains("Head.HiddenUnits", head.Message, StringComparison.Ordinal);
        Assert.Contains("Head.Dropout", head.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Missing", "Columns: ")]
    [InlineData("Text", "MapValueToKey")]
    [InlineData("Weight", "Single")]
    public void A_label_that_is_missing_or_of_the_wrong_type_is_refused(string label, string expected)
    {
        var e = Refused(Quick with { LabelColumnName = label }, ConvNetData.Binary(_ml, 10));
        Assert.Contains($"'{label}'", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_and_one_class_alone_are_refused()
    {
        Assert.Contains("no training rows", Refused(Quick, ConvNetData.Binary(_ml, 0)).Message, StringComparison.Ordinal);
        var all = _ml.Data.CreateEnumerable<ConvNetData.BinaryRow>(ConvNetData.Binary(_ml, 20), reuseRowObject: false).Where(r => r.Label).ToArray();
        var e = Refused(Quick, _ml.Data.LoadFromEnumerable(all));
        Assert.Contains("all 10 rows", e.Message, StringComparison.Ordinal);
        Assert.Contains("'True'", e.Message, StringComparison.Ordinal);

        var left = _ml.Data.FilterRowsByKeyColumnFraction(ConvNetData.Keyed(_ml, 30), "Label", 0, 0.3);
        Assert.Contains("'left'", Refused(Quick, left, Net(3, "softmax")).Message, StringComparison.Ordinal);
        Assert.Contains("no validation rows", Refused(Quick with { ValidationSet = ConvNetData.Binary(_ml, 0) }, ConvNetData.Binary(_ml, 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fraction_that_leaves_nothing_is_refused() =>
        Assert.Contains("leaves", Refused(Quick with { ValidationFraction = 0.99 }, ConvNetData.Binary(_ml, 10)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_model_that_does_not_fit_pictures_or_label_is_refused()
    {
        var data = ConvNetData.Binary(_ml, 10);
        var small = Assert.Throws<ArgumentException>(() => _ml.Cnn.Trainers.ConvNet(new Sequential([6, 6, 3]) { new Flatten(), new Dense(1, "sigmoid") }, Quick).Fit(data));
        Assert.Contains("(None, 6, 6, 3)", small.Message, StringComparison.Ordinal);
        Assert.Contains("(None, 8, 8, 3)", small.Message, StringComparison.Ordinal);

        var ten = Refused(Quick, data, Net(10, "softmax"));
        foreach (var part in new[] { "'end' (Dense, softmax)", "(None, 10)", "1 sigmoid", "Head" }) Assert.Contains(part, ten.Message, StringComparison.Ordinal);
        Assert.Contains("3 softmax", Refused(Quick, ConvNetData.Keyed(_ml, 12), Net(3, "sigmoid")).Message, StringComparison.Ordinal);
        Assert.Contains("3 sigmoid", Refused(Quick, ConvNetData.MultiLabel(_ml, 12), Net(3, "softmax")).Message, StringComparison.Ordinal);
        Assert.Contains("linear", Refused(Quick, data, Net(1, "linear")).Message, StringComparison.Ordinal);

        var weighed = Refused(Quick with { ClassWeights = new Dictionary<int, float> { [0] = 2 } }, ConvNetData.MultiLabel(_ml, 12), Net(3, "sigmoid"));
        Assert.Contains("SampleWeightColumnName", weighed.Message, StringComparison.Ordinal);
        var pooled = new Sequential([8, 8, 3]) { new Conv2D(2, 3), new GlobalAveragePooling2D() };
        Assert.Contains("pooled already", Refused(Quick with { Head = new ClassifierHead { Pooling = FeaturePooling.Max } }, data, pooled).Message, StringComparison.Ordinal);

        var open = Applications.Vgg16(includeTop: false);
        Assert.Contains("Pooling", Refused(Quick with { Head = new ClassifierHead() }, data, open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_are_not_there_and_a_model_all_frozen_are_refused_before_a_picture_is_read()
    {
        var data = new Contract.FailingView(ConvNetData.Binary(_ml, 10));
        Assert.Contains("conv", Refused(Quick with { UnfreezeFrom = "covn" }, data).Message, StringComparison.Ordinal);
        Assert.Contains("conv", Refused(Quick with { FineTuning = new FineTuningStage { UnfreezeFrom = "covn" } }, data).Message, StringComparison.Ordinal);
        var frozen = Net();
        frozen.Freeze();
        Assert.Contains("nothing is left to train", Refused(Quick, data, frozen).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Pixels_that_are_no_numbers_are_refused_with_their_row(float bad)
    {
        var rows = _ml.Data.CreateEnumerable<ConvNetData.BinaryRow>(ConvNetData.Binary(_ml, 10), reuseRowObject: false).ToArray();
        rows[4].Image[7] = bad;
        var e = Refused(Quick, _ml.Data.LoadFromEnumerable(rows));
        Assert.Contains("row 4, value 7 of the column 'Image'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_and_labels_out_of_range_are_refused_with_their_row()
    {
        var rows = _ml.Data.CreateEnumerable<ConvNetData.BinaryRow>(ConvNetData.Binary(_ml, 10), reuseRowObject: false).ToArray();
        rows[3].Weight = -1;
        Assert.Contains("row 3", Refused(Quick with { SampleWeightColumnName = "Weight" }, _ml.Data.LoadFromEnumerable(rows)).Message, StringComparison.Ordinal);
        var labels = _ml.Data.CreateEnumerable<ConvNetData.MultiRow>(ConvNetData.MultiLabel(_ml, 10), reuseRowObject: false).ToArray();
        labels[2].Label[1] = 2;
        Assert.Contains("row 2", Refused(Quick, _ml.Data.LoadFromEnumerable(labels), Net(3, "sigmoid")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_label_are_left_out_with_a_warning()
    {
        List<string> log = [];
        _ml.Log += (_, e) => log.Add(e.Message);
        var rows = _ml.Data.CreateEnumerable<ConvNetData.MultiRow>(ConvNetData.MultiLabel(_ml, 20), reuseRowObject: false).ToArray();
        rows[2].Label[1] = float.NaN;
        _ml.Cnn.Trainers.ConvNet(Net(3, "sigmoid"), Quick).Fit(_ml.Data.LoadFromEnumerable(rows)).Dispose();
        Assert.Contains(log, m => m.Contains("1 training rows without a label", StringComparison.Ordinal));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_fit()
    {
        var e = Assert.Throws<TrainingDivergedException>(() => _ml.Cnn.Trainers.ConvNet(Net(1, "sigmoid", activation: "linear"), Quick with { Rescale = 3e38f }).Fit(ConvNetData.Binary(_ml, 40)));
        Assert.Contains("diverged", e.Message, StringComparison.Ordinal);
    }

    private ArgumentException Refused(ConvNetOptions options, IDataView data, Model? model = null) =>
        Assert.ThrowsAny<ArgumentException>(() => _ml.Cnn.Trainers.ConvNet(model ?? Net(), options).Fit(data));

    private static Sequential Net(int outputs = 1, string end = "sigmoid", string activation = "relu")
    {
        var model = new Sequential([8, 8, 3]) { new Conv2D(4, 3, activation: activation, name: "conv"), new Flatten(), new Dense(outputs, end, name: "end") };
        model.InitializeWeights(2);
        return model;
    }
}
