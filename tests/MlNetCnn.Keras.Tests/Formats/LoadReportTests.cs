using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>What loading weights tells: what went where, what did not and why, and whose the weights are.</summary>
public sealed class LoadReportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_says_why_a_layer_was_skipped()
    {
        Write(("a", [("a/kernel:0", [3, 4]), ("a/bias:0", [4])]), ("b", [("b/kernel:0", [4, 9]), ("b/bias:0", [9])]), ("c", [("c/kernel:0", [2, 2])]), ("x", [("x/kernel:0", [2, 2])]));
        var model = new Sequential([3]) { new Dense(4, name: "a"), new Dense(2, name: "b"), new Dense(2, name: "c"), new Dense(1, name: "e") };
        var report = model.LoadWeights(Path, byName: true, skipMismatch: true);
        Assert.Equal(["a"], report.Loaded);
        Assert.Equal(["b", "c", "e"], report.Missing.Order());
        Assert.Equal(["b", "c", "x"], report.Ignored.Order());
        Assert.Equal(new SkippedLayer("b", "b", "b/kernel: the model has (4, 2), the file (4, 9) as b/kernel:0; b/bias: the model has (2,), the file (9) as b/bias:0"), report.Skipped[0]);
        Assert.Equal(new SkippedLayer("c", "c", "layer c: the model has 2 weights, the file 1"), report.Skipped[1]);
        Assert.Equal(
            """
            1 layer loaded
              not in the file: e
              not in the model: x
              skipped b/kernel: the model has (4, 2), the file (4, 9) as b/kernel:0; b/bias: the model has (2,), the file (9) as b/bias:0
              skipped layer c: the model has 2 weights, the file 1
            """.ReplaceLineEndings("\n"),
            report.ToString());
    }

    [Fact]
    public void The_message_shows_a_dozen_and_the_exception_holds_all()
    {
        Write([.. Enumerable.Range(0, 30).Select(i => ($"d{i}", new[] { ($"d{i}/kernel:0", new long[] { 3, 4 }) }))]);
        var model = new Sequential([3], "mine");
        for (var i = 0; i < 30; i++) model.Add(new Dense(3, useBias: false, name: $"d{i}"));
        var e = Assert.Throws<ModelFormatException>(() => model.LoadWeights(Path));
        Assert.Equal(ModelFormatReason.WeightsDoNotFit, e.Reason);
        Assert.Equal(30, e.Details.Count);
        Assert.Equal(14, e.Message.Split('\n').Length);
        Assert.EndsWith("and 18 more", e.Message);
        Assert.All(model.Weights, w => Assert.Equal(0, w.Version));
    }

    [Fact]
    public void A_load_that_changes_nothing_is_an_error_that_tells_why()
    {
        Write(("a", [("a/kernel:0", [9, 4])]));
        var model = new Sequential([3]) { new Dense(4, useBias: false, name: "a") };
        var e = Assert.Throws<ModelFormatException>(() => model.LoadWeights(Path, skipMismatch: true));
        Assert.Equal(ModelFormatReason.NothingToLoad, e.Reason);
        Assert.Contains("a/kernel: the model has (3, 4), the file (9, 4)", e.Message);
        Assert.Equal(ModelFormatReason.NothingToLoad, Assert.Throws<ModelFormatException>(() => new Sequential([3]) { new Dense(4, name: "z") }.LoadWeights(Path, byName: true)).Reason);
    }

    [Theory]
    [InlineData("block5_conv3", "VGG16")]
    [InlineData("block3_conv4", "VGG19")]
    [InlineData("conv_dw_13", "MobileNet")]
    [InlineData("fire9/expand3x3", "SqueezeNet")]
    [InlineData("bn5c_branch2c", "ResNet50")]
    public void Weights_of_an_application_are_recognised(string layer, string application)
    {
        Write((layer, [($"{layer.Replace('/', '_')}_W", [3, 3, 1, 1])]));
        var e = Assert.Throws<ModelFormatException>(() => new Sequential([3]) { new Dense(4, name: "a") }.LoadWeights(Path));
        Assert.Contains($"nothing was loaded. The file looks like {application}.", e.Message);
    }

    /// <summary>The weights of an application go into the base of a model made with it, by name, and back.</summary>
    [Fact]
    public void By_name_layers_are_found_in_nested_models()
    {
        Write(("c1", [("c1_W:0", [3, 3, 3, 4]), ("c1_b:0", [4])]), ("top", [("top_W:0", [4, 1000]), ("top_b:0", [1000])]));
        var input = KerasTensor.Input([8, 8, 3], "in");
        var nested = new Sequential { new Model(input, new Conv2D(4, 3, name: "c1").Call(input), "base"), new GlobalAveragePooling2D(), new Dense(1, name: "d") };
        var report = nested.LoadWeights(Path, byName: true);
        Assert.Equal(["base/c1"], report.Loaded);
        Assert.Equal(["d"], report.Missing);
        Assert.Equal(["top"], report.Ignored);

        Write(("base", [("base/c1/kernel:0", [3, 3, 3, 4]), ("base/c1/bias:0", [4]), ("base/c2/kernel:0", [1, 1, 4, 4]), ("base/c2/bias:0", [4])]));
        var flat = new Sequential([8, 8, 3]) { new Conv2D(4, 3, name: "c1"), new Conv2D(5, 1, name: "e") };
        Assert.Equal(["c1"], flat.LoadWeights(Path, byName: true).Loaded);
        Assert.Equal(ValueOf("base/c1/bias:0"), flat.Layers[0].Weights[1].Values[0]);
    }

    /// <summary>The form before Keras 1.0 (nb_layers, layer_0, param_0), which Keras 1.2.2 still read (keras/engine/topology.py) and the first published VGG16 has.</summary>
    [Fact]
    public void Numbered_layers_are_read_by_order()
    {
        var writer = new Hdf5Writer();
        writer.Root.Attributes.SetInteger("nb_layers", 3);
        foreach (var (i, shapes) in ((int, long[][])[])[(0, [[4, 3, 3, 3], [4]]), (1, []), (2, [[144, 2], [2]])])
        {
            var group = writer.Root.Group($"layer_{i}");
            group.Attributes.SetInteger("nb_params", shapes.Length);
            for (var p = 0; p < shapes.Length; p++) group.Dataset($"param_{p}", shapes[p], Values(shapes[p], $"param_{p}"));
        }

        Save(writer);
        var model = new Sequential([3, 8, 8]) { new Conv2D(4, 3, dataFormat: DataFormat.ChannelsFirst, name: "c"), new Flatten(name: "f"), new Dense(2, name: "d") };
        Assert.Equal(["c", "d"], model.LoadWeights(Path).Loaded);
        // (filters, in, rows, columns) became (rows, columns, in, filters).
        var stored = Values([4, 3, 3, 3], "param_0");
        Assert.Equal(stored[((2 * 3 + 1) * 3 + 0) * 3 + 2], model.Layers[0].Weights[0].Values[((0 * 3 + 2) * 3 + 1) * 4 + 2]);
        var before = model.Layers[0].Weights[0].Values.ToArray();
        model.ConvertAllKernels();
        Assert.Equal(before[((0 * 3 + 2) * 3 + 1) * 4 + 2], model.Layers[0].Weights[0].Values[((2 * 3 + 0) * 3 + 1) * 4 + 2]);
        model.ConvertAllKernels();
        Assert.Equal(before, model.Layers[0].Weights[0].Values.ToArray());
        Assert.Contains("load it by order", Assert.Throws<ModelFormatException>(() => model.LoadWeights(Path, byName: true)).Message);
    }

    /// <summary>SqueezeNet's file was written with Theano and holds kernels that were turned for TensorFlow: that names lack ":0" says nothing in a file of weights.</summary>
    [Fact]
    public void Weights_without_a_backend_stay_as_they_are()
    {
        Write(("c", [("c_W", [3, 3, 2, 4]), ("c_b", [4])]));
        var model = new Sequential([8, 8, 2]) { new Conv2D(4, 3, name: "c") };
        Assert.Contains("call ConvertAllKernels()", model.LoadWeights(Path).Note);
        Assert.Equal(Values([3, 3, 2, 4], "c_W"), model.Layers[0].Weights[0].Values.ToArray());
    }

    [Fact]
    public void A_file_of_weights_says_so_to_programs()
    {
        Write(("a", [("a/kernel:0", [3, 4])]));
        Assert.Equal(ModelFormatReason.WeightsOnly, Assert.Throws<ModelFormatException>(() => Model.Load(Path)).Reason);
    }

    private string Path => _folder.File("w.h5");

    private static float ValueOf(string weight) => Values([1], weight)[0];

    private static float[] Values(long[] shape, string weight)
    {
        var random = new RandomStream(1, weight);
        return [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextSingle())];
    }

    private void Write(params (string Layer, (string Name, long[] Shape)[] Weights)[] layers)
    {
        var writer = new Hdf5Writer();
        writer.Root.Attributes.SetStrings("layer_names", [.. layers.Select(l => l.Layer)]);
        foreach (var (layer, weights) in layers)
        {
            var group = writer.Root.Group(layer);
            group.Attributes.SetStrings("weight_names", [.. weights.Select(w => w.Name)]);
            foreach (var (name, shape) in weights) group.Dataset(name, shape, Values(shape, name));
        }

        Save(writer);
    }

    private void Save(Hdf5Writer writer)
    {
        using var stream = File.Create(Path);
        writer.Save(stream);
    }
}
