using System.Text.Json;
using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>Whole models and weights written as .h5 files, against the files that real Keras wrote of the same models (Reference/Keras/make.py).</summary>
public sealed class LegacyModelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Groups, datasets with their types, attributes with their types, the names in them: all as h5py wrote them for Keras; but the backend, and the words of the configuration.</summary>
    [Theory]
    [InlineData("siamese")]
    [InlineData("transfer")]
    [InlineData("stack")]
    [InlineData("decoder")]
    public void The_tree_is_that_of_Keras(string name)
    {
        var theirs = Path.Combine(AppContext.BaseDirectory, "Reference", "Keras", name + ".h5");
        Model.Load(theirs).Save(_folder.File("m.h5"));
        string[] expected = [.. Hdf5Tree.Of(theirs)], found = [.. Hdf5Tree.Of(_folder.File("m.h5"))];
        Assert.Equal(expected, found);
        Assert.True(found.Length > 20);
    }

    [Fact]
    public void Weights_alone_are_the_same_without_the_model()
    {
        var model = Deep();
        model.Save(_folder.File("m.h5"));
        model.SaveWeights(_folder.File("w.h5"));
        var whole = Hdf5Tree.Of(_folder.File("m.h5")).Where(line => line.StartsWith("/model_weights", StringComparison.Ordinal)).Select(line => line["/model_weights".Length..]);
        Assert.Equal(whole.Select(line => line.StartsWith('/') ? line : "/" + line), Hdf5Tree.Of(_folder.File("w.h5")));
        var other = Deep();
        other.InitializeWeights(5);
        Assert.Equal(["base", "d"], other.LoadWeights(_folder.File("w.h5")).Loaded);
        Assert.All(model.Weights.Zip(other.Weights), p => Assert.True(p.First.Values.SequenceEqual(p.Second.Values)));
        Assert.Contains("it has weights only", Assert.Throws<ModelFormatException>(() => Model.Load(_folder.File("w.h5"))).Message);
    }

    [Theory]
    [InlineData("m.h5")]
    [InlineData("m.HDF5")]
    public void A_model_survives_bit_by_bit(string name)
    {
        var model = Deep();
        model.InitializeWeights(3);
        var b = (Model)model.Layers[0];
        b.GetLayer("c1").Trainable = false;
        ((Model)b.GetLayer("inner")).GetLayer("c1").Trainable = false;
        model.Save(_folder.File(name));
        model.Save(_folder.File("again.h5"));
        Assert.Equal(File.ReadAllBytes(_folder.File(name)), File.ReadAllBytes(_folder.File("again.h5")));
        var loaded = Model.Load(_folder.File(name));
        Assert.Equal(model.ToJson(), loaded.ToJson());
        Assert.All(model.Weights.Zip(loaded.Weights), p =>
        {
            Assert.Equal(p.First.Path, p.Second.Path);
            Assert.True(p.First.Values.SequenceEqual(p.Second.Values));
        });
    }

    /// <summary>Two layers of one name in two nested models are one group here, and may not fall on each other.</summary>
    [Fact]
    public void Equal_names_in_nested_models_are_told_apart()
    {
        Deep().Save(_folder.File("m.h5"));
        using var file = Hdf5File.Open(File.ReadAllBytes(_folder.File("m.h5")), "m.h5");
        string[] expected = ["base/c1/kernel", "base/c1/bias", "base/inner/c1/kernel", "base/inner/c1/bias", "base/inner/b/gamma", "base/inner/b/beta", "base/inner/b/moving_mean", "base/inner/b/moving_variance"];
        Assert.Equal(expected.Order(), file.Root.Group("model_weights/base").Attributes.ReadStrings("weight_names").Order());
    }

    /// <summary>Keras 2's words where both read them: the configuration of a file of tf.keras 2.12, loaded and saved, is the same.</summary>
    [Theory]
    [InlineData("fashion_mnist_best-cnn-model.h5")]
    [InlineData("cifar10_arnavagrawal.h5")]
    [InlineData("mlperftiny_cifar10_resnet8.h5")]
    [InlineData("mlperftiny_vww_96_mobilenetv1_025.h5")]
    public void The_configuration_is_in_the_words_of_Keras_2(string name)
    {
        var path = TestData.Path("keras_models", name);
        Model.Load(path).Save(_folder.File("m.h5"));
        using JsonDocument theirs = Config(path), ours = Config(_folder.File("m.h5"));
        var differences = new List<string>();
        Compare(theirs.RootElement, ours.RootElement, "$");
        // Left out: what is the default there, what the input layer says already; added: that the model is trainable.
        string[] known = ["ragged", "groups", "activity_regularizer", "batch_input_shape", "trainable"];
        Assert.Equal([], [.. differences.Where(d => !known.Contains(d[(d.LastIndexOf('.') + 1)..]))]);
        Assert.DoesNotContain("\"module\"", ours.RootElement.GetRawText());

        void Compare(JsonElement a, JsonElement b, string at)
        {
            if (a.ValueKind == JsonValueKind.Object && b.ValueKind == JsonValueKind.Object)
            {
                foreach (var key in a.EnumerateObject().Select(p => p.Name).Union(b.EnumerateObject().Select(p => p.Name)))
                {
                    if (a.TryGetProperty(key, out var left) && b.TryGetProperty(key, out var right)) Compare(left, right, $"{at}.{key}");
                    else differences.Add($"{at}.{key}");
                }
            }
            else if (a.ValueKind == JsonValueKind.Array && b.ValueKind == JsonValueKind.Array && a.GetArrayLength() == b.GetArrayLength())
            {
                for (var i = 0; i < a.GetArrayLength(); i++) Compare(a[i], b[i], $"{at}[{i}]");
            }
            else if (a.ValueKind == JsonValueKind.Number && b.ValueKind == JsonValueKind.Number)
            {
                if (a.GetDouble() != b.GetDouble()) differences.Add($"{at} {a} {b}");
            }
            else if (a.GetRawText().Trim('[', ']') != b.GetRawText())
            {
                differences.Add($"{at} {a} {b}");
            }
        }
    }

    /// <summary>Dropout in prediction decides nothing in Keras 3, but tf.keras 2 would never drop anything again; for a base it is the author's word.</summary>
    [Fact]
    public void Only_what_the_author_said_of_training_is_written()
    {
        Model.Load(Path.Combine(AppContext.BaseDirectory, "Reference", "Keras", "transfer.keras")).Save(_folder.File("m.h5"));
        using var config = Config(_folder.File("m.h5"));
        var layers = config.RootElement.GetProperty("config").GetProperty("layers").EnumerateArray().ToDictionary(l => l.GetProperty("name").GetString()!, l => l.GetProperty("inbound_nodes").GetRawText());
        Assert.Equal("""[[["photo",0,0,{}]]]""", layers["scale"]);
        Assert.Equal("""[[["scale",0,0,{"training":false}]]]""", layers["base"]);
        Assert.StartsWith("""[{"args":[{"class_name":"__keras_tensor__",""", layers["gap"]);
        Assert.Equal("""[[["gap",0,0,{}]]]""", layers["drop"]);
    }

    /// <summary>HDF5 has at most 64 KB in an attribute; the configuration lies outside, and the names are split as Keras splits them.</summary>
    [Fact]
    public void Models_of_many_layers_are_written_and_read()
    {
        var x = KerasTensor.Input([4], "in");
        var input = x;
        for (var i = 0; i < 1500; i++) x = new Activation("relu", name: $"a_layer_whose_name_is_so_long_that_all_names_exceed_an_attribute_{i}").Call(x);
        var model = new Model(input, new Dense(1, name: "last").Call(x), "long");
        model.Save(_folder.File("m.h5"));
        using (var file = Hdf5File.Open(File.ReadAllBytes(_folder.File("m.h5")), "m.h5"))
        {
            Assert.True(file.Root.Attributes.ReadString("model_config").Length > 200_000);
            Assert.Contains("layer_names1", file.Root.Group("model_weights").Attributes.Names);
            Assert.DoesNotContain("layer_names", file.Root.Group("model_weights").Attributes.Names);
        }

        Assert.Equal(model.ToJson(), Model.Load(_folder.File("m.h5")).ToJson());
    }

    [Fact]
    public void A_name_that_the_format_keeps_for_itself_is_refused_and_the_old_file_stays()
    {
        File.WriteAllText(_folder.File("m.h5"), "old");
        var model = new Sequential([2]) { new Dense(1, name: "top_level_model_weights") };
        Assert.Contains("top_level_model_weights", Assert.Throws<ArgumentException>(() => model.Save(_folder.File("m.h5"))).Message);
        Assert.Equal("old", File.ReadAllText(_folder.File("m.h5")));
        model.Save(_folder.File("m.keras"));
    }

    private static JsonDocument Config(string path)
    {
        using var file = Hdf5File.Open(File.ReadAllBytes(path), path);
        return JsonDocument.Parse(file.Root.Attributes.ReadString("model_config"));
    }

    /// <summary>A Sequential around a functional model around another, with layers of the same names inside.</summary>
    private static Sequential Deep()
    {
        var inside = KerasTensor.Input([3, 3, 4], "inside");
        var inner = new Model(inside, new BatchNormalization(name: "b").Call(new Conv2D(2, 1, name: "c1").Call(inside)), "inner");
        var input = KerasTensor.Input([5, 5, 3], "in");
        var x = inner.Call(new Conv2D(4, 3, name: "c1").Call(input));
        return new Sequential(name: "deep") { new Model(input, x, "base"), new Flatten(), new Dense(1, "silu", name: "d") };
    }
}
