using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>The layout of Keras 2 weight files, in files made here: nested models, orders, names.</summary>
public sealed class LegacyWeightTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A nested model's weights are one group, trainable ones first; the names tell which is which even if something was frozen when it was saved.</summary>
    [Theory]
    [InlineData("c1/kernel c1/bias b/gamma b/beta c2/kernel c2/bias b/moving_mean b/moving_variance")]
    [InlineData("c2/kernel c2/bias c1/kernel c1/bias b/gamma b/beta b/moving_mean b/moving_variance")]
    [InlineData("c1/kernel c1/bias b/gamma b/beta b/moving_mean b/moving_variance c2/kernel c2/bias")]
    public void A_nested_models_weights_are_found_by_name(string order)
    {
        var model = Transfer();
        Write("w.h5", model, order.Split(' '), name => $"{name}:0");
        model.LoadWeights(_folder.File("w.h5"));
        AssertLoaded(model);
    }

    /// <summary>TensorFlow makes names unique by a number; then the order counts, which is trainable first.</summary>
    [Fact]
    public void A_nested_models_weights_with_other_names_are_found_by_order()
    {
        var model = Transfer();
        Write("w.h5", model, ["c1/kernel", "c1/bias", "b/gamma", "b/beta", "c2/kernel", "c2/bias", "b/moving_mean", "b/moving_variance"], name => name.Replace("/", "_7/") + ":0");
        model.LoadWeights(_folder.File("w.h5"));
        AssertLoaded(model);
    }

    [Fact]
    public void A_frozen_nested_models_weights_with_other_names_come_layer_by_layer()
    {
        var model = Transfer();
        model.Layers[0].Trainable = false;
        Write("w.h5", model, ["c1/kernel", "c1/bias", "b/gamma", "b/beta", "b/moving_mean", "b/moving_variance", "c2/kernel", "c2/bias"], name => name.Replace("/", "_7/"));
        model.LoadWeights(_folder.File("w.h5"));
        AssertLoaded(model);
    }

    /// <summary>Keras 2 called a DepthwiseConv2D's kernel depthwise_kernel; a SeparableConv2D's is still called so, and both may lie in one base (saved frozen here).</summary>
    [Fact]
    public void Both_depthwise_kernels_find_their_layers()
    {
        var input = KerasTensor.Input([4, 4, 3], "in");
        var x = new BatchNormalization(name: "b").Call(new SeparableConv2D(4, 3, padding: Padding.Same, name: "s").Call(input));
        var model = new Sequential(name: "separable") { new Model(input, new DepthwiseConv2D(3, name: "w").Call(x), "base"), new Flatten(name: "f"), new Dense(1, name: "d") };
        Write(
            "w.h5", model,
            ["s/depthwise_kernel", "s/pointwise_kernel", "s/bias", "b/gamma", "b/beta", "b/moving_mean", "b/moving_variance", "w/kernel", "w/bias"],
            name => name.Replace("w/kernel", "w/depthwise_kernel"));
        model.LoadWeights(_folder.File("w.h5"));
        AssertLoaded(model);
    }

    [Fact]
    public void By_name_the_report_tells_what_was_left()
    {
        Write("w.h5", Transfer(), ["c1/kernel", "c1/bias", "b/gamma", "b/beta", "c2/kernel", "c2/bias", "b/moving_mean", "b/moving_variance"], name => name);
        var other = new Sequential([8]) { new Dense(1, name: "d"), new Dense(1, name: "e") };
        var report = other.LoadWeights(_folder.File("w.h5"), byName: true);
        Assert.Equal(["d"], report.Loaded);
        Assert.Equal(["e"], report.Missing);
        Assert.Equal(["base"], report.Ignored);
    }

    [Fact]
    public void Skipping_a_mismatch_reports_it_on_both_sides()
    {
        Write("w.h5", Transfer(), ["c1/kernel", "c1/bias", "b/gamma", "b/beta", "c2/kernel", "c2/bias", "b/moving_mean", "b/moving_variance"], name => name);
        var other = Transfer(classes: 3);
        var report = other.LoadWeights(_folder.File("w.h5"), skipMismatch: true);
        Assert.Equal(["base"], report.Loaded);
        Assert.Equal(["d"], report.Missing);
        Assert.Equal(["d"], report.Ignored);
        Assert.Contains("d/kernel: the model has (8, 3), the file (8, 1) as d/kernel", Assert.Throws<ModelFormatException>(() => other.LoadWeights(_folder.File("w.h5"))).Message);
    }

    [Fact]
    public void A_file_without_Keras_weights_is_refused()
    {
        var writer = new Hdf5Writer();
        writer.Root.Dataset("x", [2], new float[] { 1, 2 });
        using (var stream = File.Create(_folder.File("x.h5"))) writer.Save(stream);
        Assert.Contains("neither layer_names nor a group layers", Assert.Throws<ModelFormatException>(() => Transfer().LoadWeights(_folder.File("x.h5"))).Message);
    }

    [Fact]
    public void A_named_dataset_that_is_not_there_is_named()
    {
        var writer = new Hdf5Writer();
        writer.Root.Attributes.SetStrings("layer_names", ["d"]);
        writer.Root.Group("d").Attributes.SetStrings("weight_names", ["d/kernel:0"]);
        using (var stream = File.Create(_folder.File("x.h5"))) writer.Save(stream);
        Assert.Contains("'d'", Assert.Throws<ModelFormatException>(() => Transfer().LoadWeights(_folder.File("x.h5"))).Message);
    }

    private static Sequential Transfer(int classes = 1)
    {
        var input = KerasTensor.Input([4, 4, 3], "in");
        var x = new Conv2D(4, 3, padding: Padding.Same, name: "c1").Call(input);
        x = new MaxPooling2D(name: "p").Call(new BatchNormalization(name: "b").Call(x));
        // Twice four channels: the shapes of the batch normalisation's four weights and the biases are all alike.
        var convBase = new Model(input, new Conv2D(2, 1, name: "c2").Call(x), "base");
        return new Sequential(name: "transfer") { convBase, new Flatten(name: "f"), new Dense(classes, "sigmoid", name: "d") };
    }

    /// <summary>Each weight's values are its path's, so that a swap is seen.</summary>
    private static float[] ValuesOf(Weight weight)
    {
        var random = new RandomStream(1, weight.Path);
        return [.. Enumerable.Range(0, (int)weight.Shape.Count).Select(_ => random.NextSingle())];
    }

    private static void AssertLoaded(Model model) => Assert.All(model.Weights, w => Assert.Equal(ValuesOf(w), w.Values.ToArray()));

    private void Write(string file, Model model, string[] baseOrder, Func<string, string> rename)
    {
        var weights = model.Weights.ToDictionary(w => w.Path);
        var writer = new Hdf5Writer();
        writer.Root.Attributes.SetStrings("layer_names", ["base", "f", "d"]);
        foreach (var (layer, order) in ((string, string[])[])[("base", baseOrder), ("f", []), ("d", ["d/kernel", "d/bias"])])
        {
            var group = writer.Root.Group(layer);
            group.Attributes.SetStrings("weight_names", [.. order.Select(rename)]);
            foreach (var path in order) group.Dataset(rename(path), [.. weights[path].Shape.Select(d => (long)d)], ValuesOf(weights[path]));
        }

        using var stream = File.Create(_folder.File(file));
        writer.Save(stream);
    }
}
