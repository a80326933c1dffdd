using System.IO.Compression;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>The training part of model files: kept from file to file, and refused where it is damaged.</summary>
public class SavedTrainingTests
{
    [Theory]
    [InlineData("cifar10_arnavagrawal.h5", 33, "iteration:0")]
    [InlineData("fashion_mnist_best-cnn-model.h5", 17, "iteration:0")]
    [InlineData("mlperftiny_cifar10_resnet8.h5", 69, "Adam/iter:0")]
    [InlineData("mlperftiny_vww_96_mobilenetv1_025.h5", 221, "Adam/iter:0")]
    [InlineData("dl4j/fullconfigs_cnn/cnn_batch_norm.h5", 0, null)]
    [InlineData("fashion_mnist_best-cnn-model.keras", 18, "0")]
    [InlineData("cifar10_bn_hit123esh.keras", 22, "0")]
    public void What_real_files_have_is_kept(string file, int count, string? first)
    {
        var path = TestData.Path(["keras_models", .. file.Split('/')]);
        using var folder = new TempFolder();
        var model = Model.Load(path, out var training);
        Assert.Equal((count, first), (training!.Variables.Count, training.Variables.FirstOrDefault()?.Name));
        var copy = folder.File("copy" + Path.GetExtension(file));
        model.Save(copy, training);
        var again = Model.Load(copy, out var kept);
        Same(training, kept!);
        Assert.All(model.Weights.Zip(again.Weights), p => Assert.True(p.First.Values.SequenceEqual(p.Second.Values)));
        // And without it the model is the same, and the file smaller.
        model.Save(folder.File("bare.keras"));
        Assert.Null(LoadTraining(folder.File("bare.keras")));
        Model.Load(copy);
    }

    [Fact]
    public void Trainings_go_from_keras_to_h5_with_the_words_of_Keras_3()
    {
        using var folder = new TempFolder();
        var (model, training) = Small();
        model.Save(folder.File("a.keras"), training);
        var loaded = LoadTraining(folder.File("a.keras"))!;
        Assert.Equal(["0", "1", "2", "3"], loaded.Variables.Select(v => v.Name));
        Assert.Equal((7L, 0.25), (loaded.Variables[0].Integer, loaded.Variables[1].Number));
        Assert.Equal(training.CompileConfig.ToJsonString(), loaded.CompileConfig.ToJsonString());

        Model.Load(folder.File("a.keras")).Save(folder.File("b.h5"), loaded);
        using var stream = File.OpenRead(folder.File("b.h5"));
        using var file = Hdf5File.Open(stream, "b.h5");
        Assert.Equal(["SGD/variable_0", "SGD/variable_1", "SGD/variable_2", "SGD/variable_3"], file.Root.Group("optimizer_weights").Attributes.ReadStringsChunked("weight_names"));
        var config = JsonNode.Parse(file.Root.Attributes.ReadString("training_config"))!;
        Assert.Equal("""{"class_name":"SGD","config":{"name":"SGD","learning_rate":0.25}}""", config["optimizer_config"]!.ToJsonString());
        Assert.Equal("""{"class_name":"MeanSquaredError","config":{"name":"mse"}}""", config["loss"]!.ToJsonString());
        Assert.Equal(training.Variables.SelectMany(v => v.Values), LoadTraining(folder.File("b.h5"))!.Variables.SelectMany(v => v.Values));
    }

    [Fact]
    public void Old_trainings_are_not_written_into_keras_files()
    {
        using var folder = new TempFolder();
        var (model, _) = Small();
        var old = new SavedTraining(new JsonObject { ["optimizer_config"] = new JsonObject { ["class_name"] = "SGD", ["config"] = new JsonObject() } }, []) { KerasVersion = "2.2.4", Source = "old.h5" };
        var error = Assert.Throws<ArgumentException>(() => model.Save(folder.File("a.keras"), old));
        Assert.Contains("ToKeras3", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("a.keras")));
        model.Save(folder.File("a.h5"), old);
        Assert.Contains("ToKeras3", Assert.Throws<ArgumentException>(() => model.Save(folder.File("b.h5"), old with { KerasVersion = "2.0.5" })).Message, StringComparison.Ordinal);
    }

    /// <summary>A model loads whatever its training part is; only who asks for that part hears of it.</summary>
    [Theory]
    [InlineData("[1]", "JSON object")]
    [InlineData("\"adam\"", "JSON object")]
    [InlineData("{\"optimizer\":{\"class_name\":\"MyOptimizer\",\"module\":\"mine\",\"config\":{}},\"loss\":{\"class_name\":\"Lambda\"}}", null)]
    [InlineData("{}", null)]
    public void The_model_loads_whatever_it_was_compiled_with(string config, string? error)
    {
        using var folder = new TempFolder();
        var (model, training) = Small();
        model.Save(folder.File("a.keras"), training);
        Rewrite(folder.File("a.keras"), c => c["compile_config"] = JsonNode.Parse(config));
        Assert.Equal(model.ToJson(), Model.Load(folder.File("a.keras")).ToJson());
        if (error is null) Assert.Equal(config, LoadTraining(folder.File("a.keras"))!.CompileConfig.ToJsonString());
        else Assert.Contains(error, Assert.Throws<ModelFormatException>(() => LoadTraining(folder.File("a.keras"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Single_numbers_are_kept_exactly()
    {
        using var folder = new TempFolder();
        var (model, training) = Small();
        SavedVariable[] variables = [new("0", long.MaxValue - 1), new("1", 0.1), new("2", (double)0.1f), new("3", [2, 1], [float.NaN, -0f])];
        model.Save(folder.File("a.keras"), training with { Variables = variables });
        var read = LoadTraining(folder.File("a.keras"))!.Variables;
        Assert.Equal((long.MaxValue - 1, 0.1, (double)0.1f), (read[0].Integer, read[1].Number, read[2].Number));
        Assert.Equal(variables[3].Values.Select(BitConverter.SingleToInt32Bits), read[3].Values.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Damaged_variables_are_told_with_their_place()
    {
        Fails("variables are more than 8 times", g => g.Dataset("0", [20_000], new float[20_000]));
        Fails("finite number", g => g.Dataset("0", [], new[] { float.NaN }));
        Fails("no member '0'", g => g.Dataset("one", [], new[] { 1f }));
        Fails("is a group and a dataset is expected", g => g.Group("0"));

        static void Fails(string expected, Action<Hdf5GroupWriter> write)
        {
            var (model, training) = Small();
            var writer = new Hdf5Writer();
            write(writer.Root.Group("optimizer/vars"));
            using var stream = new MemoryStream();
            writer.Save(stream);
            stream.Position = 0;
            using var file = Hdf5File.Open(stream, "hostile.h5");
            var error = Assert.Throws<ModelFormatException>(() => Formats.TrainingVariables.Read(training.CompileConfig, file, model, "3.9.2", "hostile.keras"));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.Contains("/optimizer/vars", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Variables_have_as_many_values_as_their_shapes()
    {
        Assert.Throws<ArgumentException>(() => new SavedVariable("v", [2, 3], new float[5]));
        Assert.Throws<ArgumentException>(() => new SavedVariable("v", [], new float[1]));
        Assert.Equal("v (2, 3)", new SavedVariable("v", [2, 3], new float[6]).ToString());
    }

    private static (Model Model, SavedTraining Training) Small()
    {
        var model = new Sequential([new Layers.InputLayer([3]), new Layers.Dense(2)], "small");
        var config = new JsonObject
        {
            ["optimizer"] = new JsonObject
            {
                ["module"] = "keras.optimizers", ["class_name"] = "SGD", ["config"] = new JsonObject { ["name"] = "SGD", ["learning_rate"] = 0.25 }, ["registered_name"] = null,
            },
            ["loss"] = new JsonObject { ["module"] = "keras.losses", ["class_name"] = "MeanSquaredError", ["config"] = new JsonObject { ["name"] = "mse" }, ["registered_name"] = null },
            ["metrics"] = new JsonArray("accuracy"),
        };
        return (model, new SavedTraining(config, [new("0", 7), new("1", 0.25), new("2", [3, 2], [1, 2, 3, 4, 5, 6]), new("3", [2], [7, 8])]));
    }

    private static SavedTraining? LoadTraining(string path)
    {
        Model.Load(path, out var training);
        return training;
    }

    private static void Same(SavedTraining expected, SavedTraining actual)
    {
        Assert.Equal(expected.CompileConfig.ToJsonString(), actual.CompileConfig.ToJsonString());
        Assert.Equal(expected.Variables.Count, actual.Variables.Count);
        foreach (var (a, b) in expected.Variables.Zip(actual.Variables))
        {
            Assert.Equal((a.Name, a.Integer, a.Number), (b.Name, b.Integer, b.Number));
            Assert.Equal(a.Shape, b.Shape);
            Assert.True(a.Values.AsSpan().SequenceEqual(b.Values), a.Name);
        }
    }

    private static void Rewrite(string path, Action<JsonObject> change)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        var entry = zip.GetEntry("config.json")!;
        JsonObject config;
        using (var text = entry.Open()) config = (JsonObject)JsonNode.Parse(text)!;
        change(config);
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry("config.json").Open());
        writer.Write(config.ToJsonString());
    }
}
