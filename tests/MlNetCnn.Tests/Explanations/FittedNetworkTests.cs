using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Tests.Trainers;

namespace MlNetCnn.Tests.Explanations;

public sealed class FittedNetworkTests
{
    private readonly MLContext _ml = new(1);

    private static DenseOptions Quick => new() { HiddenUnits = [6], Optimizer = new RmsProp(1e-2), Epochs = 3, BatchSize = 8, Seed = 4 };

    [Fact]
    public void Of_a_convnet_it_is_the_trained_network_with_its_column_and_classes()
    {
        var data = ConvNetData.Keyed(_ml, 24);
        var chain = _ml.Cnn.Trainers.ConvNet(TrainedNets.Small(3), TrainedNets.Options with { Preprocessing = Preprocessing.Tf, Rescale = 0.5f })
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel")).Fit(data);
        var network = FittedNetwork.Of(chain);
        Assert.Same(ConvNetTransformer.Find(chain).Model, network.Model);
        Assert.Equal(("Image", Preprocessing.Tf, 0.5f), (network.ImageColumnName, network.Preprocessing, network.Rescale));
        Assert.Equal(ConvNetData.Sides, network.ClassNames);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("conv_2", true)]
    [InlineData("pool_1", false)]
    [InlineData("nested/inner_2", true)]
    public void A_base_and_the_classifier_behind_it_join_to_one_network_of_the_same_scores(string? layer, bool flatten)
    {
        var data = ConvNetData.Keyed(_ml, 30);
        var network = Base();
        var chain = _ml.Cnn.Rescale("Input", 1f / 255, "Image")
            .Append(_ml.Cnn.ExtractFeatures(network, new ExtractFeaturesOptions { InputColumnName = "Input", OutputColumnName = "F", Layer = layer, Flatten = flatten }))
            .Append(_ml.Cnn.Trainers.Dense(Quick with { FeatureColumnName = "F" })).Fit(data);
        var joined = FittedNetwork.Of(chain);
        Assert.Equal(("Input", Preprocessing.None, 1f), (joined.ImageColumnName, joined.Preprocessing, joined.Rescale));
        Assert.Equal(ConvNetData.Sides, joined.ClassNames);
        var scored = chain.Transform(data);
        SameScores([.. scored.GetColumn<float[]>("Score")], Predict(joined.Model, scored, "Input"));
        // It is a model of its own: what happens to it does not happen to the pipeline, and it can be saved.
        using var folder = new TempFolder();
        joined.Model.Save(folder.File("joined.keras"));
        SameScores([.. scored.GetColumn<float[]>("Score")], Predict(Model.Load(folder.File("joined.keras")), scored, "Input"));
        joined.Model.InitializeWeights(77);
        Assert.Equal(scored.GetColumn<float[]>("Score"), chain.Transform(data).GetColumn<float[]>("Score"));
        Assert.Equal(Base().Weights.SelectMany(w => w.Values.ToArray()), network.Weights.SelectMany(w => w.Values.ToArray()));
    }

    [Fact]
    public void A_binary_classifiers_network_gives_its_probability()
    {
        var data = ConvNetData.Binary(_ml, 24);
        var chain = _ml.Cnn.ExtractFeatures("Features", "Image", Base()).Append(_ml.Cnn.Trainers.Dense(Quick)).Fit(data);
        var joined = FittedNetwork.Of(chain);
        Assert.Equal(["False", "True"], joined.ClassNames);
        var scored = chain.Transform(data);
        SameScores([.. scored.GetColumn<float>("Probability").Select(p => new[] { p })], Predict(joined.Model, scored, "Image"));
    }

    [Fact]
    public void Names_that_both_halves_have_do_not_clash()
    {
        var data = ConvNetData.Keyed(_ml, 24);
        var tower = new Sequential([8, 8, 3], "tower") { new Conv2D(4, 3, name: "flatten"), new Conv2D(4, 3, name: "dense_classifier"), new MaxPooling2D(name: "logits") };
        tower.InitializeWeights(5);
        var chain = _ml.Cnn.ExtractFeatures("Features", "Image", tower).Append(_ml.Cnn.Trainers.Dense(Quick)).Fit(data);
        var joined = FittedNetwork.Of(chain);
        Assert.Equal(["flatten", "dense_classifier", "logits", "flatten_1", "dense_classifier_1"], joined.Model.Layers.Where(l => l is not InputLayer).Select(l => l.Name));
        var scored = chain.Transform(data);
        SameScores([.. scored.GetColumn<float[]>("Score")], Predict(joined.Model, scored, "Image"));
    }

    [Fact]
    public void A_base_whose_input_leaves_its_size_open_joins_too()
    {
        var data = ConvNetData.Keyed(_ml, 24);
        var open = new Sequential([Shape.Unknown, Shape.Unknown, 3], "open") { new Conv2D(4, 3, name: "conv"), new MaxPooling2D(name: "pool") };
        open.InitializeWeights(5);
        var chain = _ml.Cnn.ExtractFeatures("Features", "Image", open).Append(_ml.Cnn.Trainers.Dense(Quick)).Fit(data);
        var scored = chain.Transform(data);
        SameScores([.. scored.GetColumn<float[]>("Score")], Predict(FittedNetwork.Of(chain).Model, scored, "Image"));
    }

    [Fact]
    public void Label_mappings_and_the_like_may_stand_between_but_nothing_that_may_change_the_features()
    {
        var data = ConvNetData.Keyed(_ml, 24);
        var text = _ml.Transforms.Conversion.MapKeyToValue("Name", "Label").Fit(data).Transform(data);
        var harmless = _ml.Cnn.ExtractFeatures("Features", "Image", Base())
            .Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Name")).Append(_ml.Cnn.Trainers.Dense(Quick)).Fit(text);
        Assert.Equal(3, FittedNetwork.Of(harmless).ClassNames!.Count);

        var changed = _ml.Cnn.ExtractFeatures("Features", "Image", Base()).Append(_ml.Cnn.Rescale("Features", 0.1f)).Append(_ml.Cnn.Trainers.Dense(Quick)).Fit(data);
        var e = Assert.Throws<ArgumentException>(() => FittedNetwork.Of(changed));
        Assert.Contains("RescaleTransformer", e.Message, StringComparison.Ordinal);
        Assert.Contains("'Features'", e.Message, StringComparison.Ordinal);

        var other = _ml.Cnn.ExtractFeatures("Features", "Image", Base()).Append(_ml.Cnn.Rescale("Features", 0.1f, "Image")).Append(_ml.Cnn.Trainers.Dense(Quick)).Fit(data);
        Assert.Contains("RescaleTransformer", Assert.Throws<ArgumentException>(() => FittedNetwork.Of(other)).Message, StringComparison.Ordinal);

        var aside = _ml.Cnn.ExtractFeatures("Features", "Image", Base()).Append(_ml.Cnn.Rescale("Other", 0.1f, "Features")).Append(_ml.Cnn.Trainers.Dense(Quick)).Fit(data);
        Assert.NotNull(FittedNetwork.Of(aside));
    }

    [Fact]
    public void Pipelines_without_a_network_are_refused_by_what_they_hold()
    {
        var data = ConvNetData.Keyed(_ml, 24);
        var rescale = _ml.Cnn.Rescale("Image").Fit(data);
        Assert.Contains("RescaleTransformer", Assert.Throws<ArgumentException>(() => FittedNetwork.Of(rescale)).Message, StringComparison.Ordinal);
        var dense = _ml.Cnn.Trainers.Dense(Quick with { FeatureColumnName = "Image" }).Fit(data);
        Assert.Contains("'Image', which no ExtractFeatures", Assert.Throws<ArgumentException>(() => FittedNetwork.Of(dense)).Message, StringComparison.Ordinal);
    }

    private static Model Base()
    {
        var nested = new Sequential([6, 6, 4], "nested") { new Conv2D(5, 3, activation: "relu", name: "inner_1"), new Conv2D(6, 3, name: "inner_2"), new MaxPooling2D(name: "inner_3") };
        var model = new Sequential([8, 8, 3], "base") { new Conv2D(4, 3, activation: "relu", name: "conv_1"), nested, new Conv2D(3, 1, name: "conv_2"), new AveragePooling2D(1, name: "pool_1") };
        model.InitializeWeights(9);
        return model;
    }

    private static List<float[]> Predict(Model model, IDataView data, string column)
    {
        List<float[]> pictures = [.. data.GetColumn<float[]>(column)];
        using var executable = new ManagedEngine().Compile(model, new CompileOptions { InputShapes = [[8, 8, 3]] });
        var output = executable.Predict([new Tensor(pictures.Count, [8, 8, 3], pictures.SelectMany(p => p).ToArray())])[0];
        return [.. Enumerable.Range(0, pictures.Count).Select(i => output[i].ToArray())];
    }

    private static void SameScores(List<float[]> expected, List<float[]> actual)
    {
        Assert.True(expected.Distinct().Count() > 1);
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (a, b) in expected.Zip(actual))
            foreach (var (x, y) in a.Zip(b)) Assert.Equal(x, y, 1e-5f);
    }
}
