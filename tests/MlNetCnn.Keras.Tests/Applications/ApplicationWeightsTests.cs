using MlNetCnn.Keras.Formats;
using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

public sealed class ApplicationWeightsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // As an earlier Keras wrote it, that counted from 1; as one wrote it that made the layers in another order; as one process names a second network.
    [InlineData("conv2d_1", "conv2d_2", "conv2d_3", "conv2d_4", "predictions")]
    [InlineData("conv2d_1", "conv2d", "conv2d_3", "conv2d_2", "predictions")]
    [InlineData("conv2d_94", "conv2d_95", "conv2d_96", "conv2d_97", "conv2d_98")]
    public void Counted_names_are_not_gone_by(params string[] names)
    {
        var source = Chain(names);
        var model = Chain("conv2d", "conv2d_1", "conv2d_2", "conv2d_3");
        var report = ApplicationWeights.Load(model, Legacy(source), whole: false, numbered: true, name => name);
        Assert.Equal(["conv2d", "conv2d_1", "conv2d_2", "conv2d_3"], report.Loaded);
        Assert.Equal([names[4]], report.Ignored);
        Same(source, model, 8);
    }

    [Fact]
    public void Names_that_Keras_gave_are_gone_by_in_any_order()
    {
        var source = Chain("b", "a", "c", "top");
        var model = Chain("a", "b", "c");
        ApplicationWeights.Load(model, Legacy(source), whole: false, numbered: false, name => name);
        Assert.True(model.GetLayer("a").Weights[0].Values.SequenceEqual(source.GetLayer("a").Weights[0].Values));
        Assert.True(model.GetLayer("b").Weights[0].Values.SequenceEqual(source.GetLayer("b").Weights[0].Values));
    }

    [Fact]
    public void Other_names_load_by_order()
    {
        var source = Chain("x1", "x2", "x3");
        var model = Chain("a", "b", "c");
        Assert.Equal(["a", "b", "c"], ApplicationWeights.Load(model, Legacy(source), whole: true, numbered: false, name => name).Loaded);
        Same(source, model, 6);
    }

    [Fact]
    public void A_deeper_network_of_the_family_is_refused()
    {
        var model = Chain("block1", "block2");
        var before = model.Weights[0].Values.ToArray();
        var e = Assert.Throws<ModelFormatException>(() => ApplicationWeights.Load(model, Legacy(Chain("block1", "block1b", "block2", "top")), whole: false, numbered: false, name => name));
        Assert.Contains("block1b: only in the file, between", e.Message);
        Assert.Equal(before, model.Weights[0].Values.ToArray());
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(true, 5)]
    [InlineData(false, 3)]
    public void Too_few_or_too_many_layers_are_refused(bool whole, int count)
    {
        var model = Chain("a", "b", "c", "d");
        var e = Assert.Throws<ModelFormatException>(() => ApplicationWeights.Load(model, Legacy(Chain([.. Enumerable.Range(0, count).Select(i => $"x{i}")])), whole, numbered: false, name => name));
        Assert.Contains($"the model has 4 layers with weights, the file {count}", e.Message);
    }

    [Theory]
    [InlineData("net.keras")]
    [InlineData("net.weights.h5")]
    public void The_file_of_the_whole_network_serves_without_the_top(string file)
    {
        var path = _folder.File(file);
        var whole = Applications.MobileNetV2(alpha: 0.35, inputShape: [96, 96, 3], classes: 3);
        whole.InitializeWeights(5);
        if (file.EndsWith(".keras", StringComparison.Ordinal)) whole.Save(path);
        else whole.SaveWeights(path);
        var model = Applications.MobileNetV2(alpha: 0.35, includeTop: false, weights: path);
        Same(whole, model, model.Weights.Count);
        // With the top everything must fit.
        Assert.Contains("predictions/kernel", Assert.Throws<ModelFormatException>(() => Applications.MobileNetV2(alpha: 0.35, weights: path)).Message);
        Assert.Throws<ModelFormatException>(() => Applications.MobileNetV2(alpha: 0.5, includeTop: false, weights: path));
    }

    [Fact]
    public void Genuine_weights_load_by_order_without_the_top()
    {
        var path = TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5");
        var (top, model) = (Applications.MobileNet(alpha: 0.75, weights: path), Applications.MobileNet(alpha: 0.75, includeTop: false, weights: path));
        Same(top, model, model.Weights.Count);
    }

    [Fact]
    public void The_first_blocks_of_VGG19_load_by_name()
    {
        var path = TestData.Path("imagenet", "vgg19_block1-3.h5");
        var model = Applications.Vgg19(includeTop: false);
        var (front, back) = (model.Layers.Where(l => l.Weights.Count > 0).Take(8).ToArray(), model.Layers.Where(l => l.Weights.Count > 0).Skip(8).ToArray());
        var before = back[0].Weights[0].Values.ToArray();
        var report = model.LoadWeights(path, byName: true);
        Assert.Equal(front.Select(l => l.Name), report.Loaded);
        Assert.Equal(back.Select(l => l.Name), report.Missing);
        Assert.Empty(report.Ignored);
        Assert.Equal(["block1_conv1", "block3_conv4"], [front[0].Name, front[7].Name]);
        Assert.Equal(-3.5411860072526906, front[0].Weights[0].Values.ToArray().Sum(v => (double)v), 1e-9);
        Assert.Equal(97.10269354548689, front[7].Weights[0].Values.ToArray().Sum(v => (double)v), 1e-9);
        Assert.Equal(before, back[0].Weights[0].Values.ToArray());
        // An application wants all of its weights.
        Assert.Throws<ModelFormatException>(() => Applications.Vgg19(includeTop: false, weights: path));
    }

    [Fact]
    public void ResNets_earlier_names_are_todays()
    {
        var names = new List<string> { "conv1", "bn_conv1", "fc1000" };
        int[] blocks = [3, 4, 6, 3];
        for (var stage = 2; stage <= 5; stage++)
            for (var block = 0; block < blocks[stage - 2]; block++)
                foreach (var unit in block == 0 ? ["1", "2a", "2b", "2c"] : new[] { "2a", "2b", "2c" })
                    names.AddRange([$"res{stage}{(char)('a' + block)}_branch{unit}", $"bn{stage}{(char)('a' + block)}_branch{unit}"]);
        var today = Applications.ResNet50().Layers.Where(l => l.Weights.Count > 0).Select(l => l.Name).Order(StringComparer.Ordinal);
        Assert.Equal(today, names.Select(Applications.ResNetNameSince23).Order(StringComparer.Ordinal));
        Assert.Equal("conv3_block2_3_conv", Applications.ResNetNameSince23("res3b_branch2c"));
        Assert.Equal("conv4_block1_0_bn", Applications.ResNetNameSince23("bn4a_branch1"));
        Assert.Equal("conv1_conv", Applications.ResNetNameSince23("conv1_conv"));
    }

    [Fact]
    public void Earlier_names_are_turned_into_todays()
    {
        // The shortcut stood behind the branch then: by order both would get the other's weights, for the shapes are the same.
        var source = Chain("branch", "shortcut");
        var model = Chain("shortcut_today", "branch_today");
        ApplicationWeights.Load(model, Legacy(source), whole: true, numbered: false, name => name + "_today");
        Assert.True(model.GetLayer("branch_today").Weights[0].Values.SequenceEqual(source.GetLayer("branch").Weights[0].Values));
        Assert.True(model.GetLayer("shortcut_today").Weights[0].Values.SequenceEqual(source.GetLayer("shortcut").Weights[0].Values));
    }

    [Fact]
    public void Names_that_would_become_one_are_left_as_they_are()
    {
        var source = Chain("old", "new");
        var model = Chain("new", "other");
        ApplicationWeights.Load(model, Legacy(source), whole: true, numbered: false, _ => "new");
        Same(source, model, 4);
    }

    /// <summary>Convolutions that all have one shape, each with weights of its own.</summary>
    private static Sequential Chain(params string[] names)
    {
        var model = new Sequential([4, 4, 2]);
        foreach (var name in names) model.Add(new Conv2D(2, 1, name: name));
        return model;
    }

    private static void Same(Model expected, Model actual, int count)
    {
        for (var i = 0; i < count; i++) Assert.True(expected.Weights[i].Values.SequenceEqual(actual.Weights[i].Values), expected.Weights[i].Path);
    }

    /// <summary>A weight file as Keras 2 laid it out.</summary>
    private string Legacy(Model model)
    {
        var writer = new Hdf5Writer();
        writer.Root.Attributes.SetStringsChunked("layer_names", [.. model.Layers.Select(l => l.Name)]);
        foreach (var layer in model.Layers)
        {
            var group = writer.Root.Group(layer.Name);
            group.Attributes.SetStringsChunked("weight_names", [.. layer.Weights.Select(w => w.Path + ":0")]);
            foreach (var weight in layer.Weights) group.Dataset(weight.Path + ":0", [.. weight.Shape.Select(d => (long)d)], weight.Memory);
        }

        var path = _folder.File("legacy.h5");
        using var file = File.Create(path);
        writer.Save(file);
        return path;
    }
}
