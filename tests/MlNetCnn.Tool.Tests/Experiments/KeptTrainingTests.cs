using System.Text.Json.Nodes;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>What summary, convert-model and inspect-file do with the training that a file holds.</summary>
public sealed class KeptTrainingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public KeptTrainingTests()
    {
        var model = Net();
        using var executable = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Adam(0.125), Loss = new SparseCategoricalCrossentropy() } });
        var x = new Tensor(2, [6, 6, 1]);
        for (var i = 0; i < x.Span.Length; i++) x.Span[i] = i % 7;
        for (var step = 0; step < 3; step++) executable.TrainStep([x], new Tensor(2, [1], new float[] { 0, 2 }));
        executable.ReadWeights();
        model.Save(_folder.File("trained.keras"), executable.CaptureTraining());
    }

    [Fact]
    public void Training_goes_through_keras_and_h5_files_and_stays_as_it_was()
    {
        Assert.Contains("all 4 weights the same, and the training: Adam, 3 steps, 10 variables of 240 numbers: ", Run("convert-model", "--model=FOLDER/trained.keras", "--output=FOLDER/a.h5"), StringComparison.Ordinal);
        Run("convert-model", "--model=FOLDER/a.h5", "--output=FOLDER/b.keras");
        var model = Model.Load(_folder.File("trained.keras"), out var before);
        var back = Model.Load(_folder.File("b.keras"), out var after);
        Assert.True(JsonNode.DeepEquals(before!.CompileConfig["optimizer"]!["config"], after!.CompileConfig["optimizer"]!["config"]));
        Assert.Equal(3, after.ReadState(back)!.Steps);
        Assert.All(before.ReadState(model)!.Slots.Zip(after.ReadState(back)!.Slots), p => Assert.True(p.First.Values.AsSpan().SequenceEqual(p.Second.Values)));
    }

    [Theory]
    [InlineData("a.keras", "--drop-training", "weights the same: ")]
    [InlineData("a.h5", "--drop-training", "weights the same: ")]
    [InlineData("a.json", "--overwrite", "without weights; its training (Adam, 3 steps, 10 variables of 240 numbers) is left out")]
    [InlineData("a.weights.h5", "--overwrite", "without the network; its training (Adam, 3 steps, 10 variables of 240 numbers) is left out")]
    public void Training_is_left_out_where_asked_for_or_not_held(string name, string option, string says)
    {
        Assert.Contains(says, Run("convert-model", "--model=FOLDER/trained.keras", $"--output=FOLDER/{name}", option), StringComparison.Ordinal);
        if (option != "--drop-training") return;
        Model.Load(_folder.File(name), out var training);
        Assert.Null(training);
    }

    [Fact]
    public void Keras_2s_training_becomes_Keras_3s()
    {
        var model = Net();
        var shapes = model.TrainableWeights.Select(w => w.Shape).ToArray();
        SavedVariable[] variables = [new("iter:0", 7L), .. Enumerable.Range(0, 8).Select(i => new SavedVariable($"v{i}:0", [.. shapes[i % 4]], [.. Enumerable.Repeat(i, (int)shapes[i % 4].Count)]))];
        model.Save(_folder.File("old.h5"), Training("Adam") with { Variables = variables });
        Assert.Contains("the training: Adam, 7 steps, 10 variables of 240 numbers", Run("convert-model", "--model=FOLDER/old.h5", "--output=FOLDER/new.keras"), StringComparison.Ordinal);
        var back = Model.Load(_folder.File("new.keras"), out var training);
        Assert.Equal(7, training!.ReadState(back)!.Steps);
        Assert.Contains("the training: Adam, 7 steps, 9 variables", Run("convert-model", "--model=FOLDER/old.h5", "--output=FOLDER/new.h5"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_cannot_be_kept_names_the_option_that_leaves_it_out()
    {
        Net().Save(_folder.File("own.h5"), Training("MyOwnOptimizer"));
        var session = new Session();
        Assert.Equal(2, session.Run(["convert-model", $"--model={_folder.File("own.h5")}", $"--output={_folder.File("own.keras")}"]));
        Assert.Contains("--drop-training leaves it out", session.Error, StringComparison.Ordinal);
        Assert.Contains("MyOwnOptimizer", session.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("own.keras")));
        Run("convert-model", "--model=FOLDER/own.h5", "--output=FOLDER/own.keras", "--drop-training");
        // An .h5 file holds it as it is.
        Assert.Contains("the training: MyOwnOptimizer, not trained yet", Run("convert-model", "--model=FOLDER/own.h5", "--output=FOLDER/own2.h5"), StringComparison.Ordinal);
        Assert.DoesNotContain("Optimizer params", Run("summary", "--model=FOLDER/own.h5"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_counts_the_optimizer_as_Keras_3()
    {
        var text = Run("summary", "--model=FOLDER/trained.keras");
        // 119 of the network and 240 of Adam's: Keras 3.9.2's figures.
        Assert.Contains(" Total params: 359 (1.40 KB)\n Trainable params: 119 (476.00 B)\n Non-trainable params: 0 (0.00 B)\n Optimizer params: 240 (960.00 B)\n", text, StringComparison.Ordinal);
        Run("convert-model", "--model=FOLDER/trained.keras", "--output=FOLDER/bare.keras", "--drop-training");
        Assert.DoesNotContain("Optimizer params", Run("summary", "--model=FOLDER/bare.keras"), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_file_tells_of_the_training()
    {
        Assert.EndsWith("It holds a training: Adam, 3 steps, 10 variables of 240 numbers.", Run("inspect-file", "--model=FOLDER/trained.keras").TrimEnd(), StringComparison.Ordinal);
        Net().Save(_folder.File("compiled.h5"), Training("MyOwnOptimizer"));
        Assert.EndsWith("It holds a training: MyOwnOptimizer, not trained yet.", Run("inspect-file", "--model=FOLDER/compiled.h5").TrimEnd(), StringComparison.Ordinal);
        Net().Save(_folder.File("bare.h5"));
        Assert.EndsWith("It holds no training: the model was saved without having been compiled.", Run("inspect-file", "--model=FOLDER/bare.h5").TrimEnd(), StringComparison.Ordinal);
        Net().Save(_folder.File("broken.h5"), Training("Adam") with { CompileConfig = new() { ["optimizer"] = new JsonObject(), ["x"] = "CUT" } });
        File.WriteAllBytes(_folder.File("broken.h5"), Replaced(File.ReadAllBytes(_folder.File("broken.h5")), "\"CUT\""u8, "\"CUT,,"u8));
        Assert.Contains("It is read as the model 'm'", Run("inspect-file", "--model=FOLDER/broken.h5"), StringComparison.Ordinal);
        Assert.Contains("Its training cannot be read: ", Run("inspect-file", "--model=FOLDER/broken.h5"), StringComparison.Ordinal);
    }

    /// <summary>An archive whose directory and headers disagree is no archive of Keras's, whatever the framework's reader makes of it.</summary>
    [Fact]
    public void Inspect_file_reads_archives_strictly()
    {
        var bytes = File.ReadAllBytes(_folder.File("trained.keras"));
        File.WriteAllBytes(_folder.File("evil.keras"), Replaced(bytes, "config.json"u8, "confih.json"u8));
        var session = new Session();
        Assert.Equal(2, session.Run(["inspect-file", $"--model={_folder.File("evil.keras")}"]));
        Assert.Contains("another name", session.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A copy in which the first place that has the bytes has others.</summary>
    private static byte[] Replaced(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> other)
    {
        var copy = (byte[])bytes.Clone();
        other.CopyTo(copy.AsSpan(copy.AsSpan().IndexOf(old)));
        return copy;
    }

    private static Sequential Net()
    {
        var model = new Sequential([6, 6, 1], "m") { new Conv2D(2, 3, name: "c"), new Flatten(name: "f"), new Dense(3, "softmax", name: "d") };
        model.InitializeWeights(1);
        return model;
    }

    private static SavedTraining Training(string optimizer) => new(new JsonObject
    {
        ["optimizer_config"] = new JsonObject { ["class_name"] = optimizer, ["config"] = new JsonObject { ["learning_rate"] = 0.01, ["beta_1"] = 0.9, ["beta_2"] = 0.999, ["epsilon"] = 1e-7, ["amsgrad"] = false } },
        ["loss"] = "sparse_categorical_crossentropy", ["metrics"] = new JsonArray("acc"),
    }, []) { KerasVersion = "2.2.4" };

    private string Run(params string[] args)
    {
        var session = new Session();
        Assert.True(session.Run([.. args.Select(a => a.Replace("FOLDER", _folder.Path, StringComparison.Ordinal))]) == 0, session.Error);
        return session.Output;
    }
}
