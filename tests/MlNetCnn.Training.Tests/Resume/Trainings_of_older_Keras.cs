using System.Text.Json.Nodes;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training.Tests;

/// <summary>
/// The layouts of Keras 2 and tf.keras: what Keras 3 saved of a run, laid out as those did (their optimizers' get_config and the order of their weights), goes on as the run did.
/// </summary>
public sealed class Trainings_of_older_Keras
{
    [Theory]
    // tf.keras 2.11: "Custom>Adam", no learning rate among the variables.
    [InlineData("adam", "tf2.11", "Custom>Adam")]
    [InlineData("momentum", "tf2.11", "Custom>SGD")]
    // OptimizerV2: slot by slot.
    [InlineData("adam", "tf2.4", "Adam")]
    [InlineData("adamax", "tf2.4", "Adamax")]
    [InlineData("rmsprop_centered", "tf2.4", "RMSprop")]
    [InlineData("adadelta", "tf2.4", "Adadelta")]
    [InlineData("ftrl", "tf2.4", "Ftrl")]
    // Keras 2.1 to 2.2: lr, epsilon null, and Adam's vhats of one value; no steps for RMSprop, Adagrad, Adadelta.
    [InlineData("adam", "2.2.4", "Adam")]
    [InlineData("rmsprop", "2.2.4", "RMSprop")]
    [InlineData("adagrad", "2.2.4", "Adagrad")]
    // Keras 2.0 to 2.0.5: weights by name (bias before kernel), steps as a float.
    [InlineData("adam", "2.0.4", "Adam")]
    public void Go_on_as_Keras_3_did(string run, string version, string className)
    {
        var model = KerasRuns.Load(run + ".keras", out var training);
        var resumed = ResumedTraining.Read(Old(training!, model, version, className), model);
        Assert.Equal(resumed.State!.Steps, version == "2.2.4" && run is "rmsprop" or "adagrad" ? 0 : 5);
        Assert.Equal(["accuracy"], resumed.Metrics.Select(m => m.Name));
        using var executable = new ManagedEngine().Compile(model, new() { Training = resumed.Options });
        Assert.All(KerasRuns.Losses(run).Zip(KerasRuns.Fit(executable, new() { Resume = resumed })), p => Assert.Equal(p.First, p.Second, 5e-6));

        // And in Keras 3's form.
        model = KerasRuns.Load(run + ".keras", out training);
        var modern = Old(training!, model, version, className).ToKeras3(model);
        resumed = ResumedTraining.Read(modern, model);
        using var second = new ManagedEngine().Compile(model, new() { Training = resumed.Options });
        Assert.All(KerasRuns.Losses(run).Zip(KerasRuns.Fit(second, new() { Resume = resumed })), p => Assert.Equal(p.First, p.Second, 5e-6));
        Assert.Equal("""["accuracy"]""", modern.CompileConfig["metrics"]!.ToJsonString());
    }

    [Fact]
    public void Decay_is_a_schedule()
    {
        var model = KerasRuns.Load("sgd.keras", out _);
        var old = new SavedTraining(
            (JsonObject)JsonNode.Parse("""{"loss": "mse", "metrics": null, "optimizer_config": {"class_name": "SGD", "config": {"lr": 0.5, "decay": 0.25, "momentum": 0.0, "nesterov": false}}}""")!, [])
        {
            KerasVersion = "2.1.3",
        };
        var resumed = ResumedTraining.Read(old, model);
        Assert.Equal(new InverseTimeDecay(0.5, 1, 0.25), resumed.Schedule);
        Assert.Null(resumed.State);
        // 0.5 / (1 + 0.25 * 4)
        Assert.Equal(0.25, resumed.Schedule!.At(4));
        Assert.Equal(resumed.Schedule, ResumedTraining.Read(old.ToKeras3(model), model).Schedule);
    }

    [Theory]
    [InlineData("cifar10_arnavagrawal.h5", "Adam/m/{0}:0", "momentum", 0.001)]
    [InlineData("fashion_mnist_best-cnn-model.h5", "Adam/v/{0}:0", "velocity", 0.001)]
    [InlineData("mlperftiny_cifar10_resnet8.h5", "Adam/{0}/m:0", "momentum", 6.636851594521431e-06)]
    [InlineData("mlperftiny_vww_96_mobilenetv1_025.h5", "Adam/{0}/v:0", "velocity", 0.0002500000118743628)]
    public void Of_real_files_every_slot_finds_its_weight(string file, string name, string slot, double rate)
    {
        var model = Model.Load(TestData.Path("keras_models", file), out var training);
        var resumed = ResumedTraining.Read(training!, model);
        Assert.Equal(rate, resumed.State!.LearningRate, 1e-9);
        Assert.True(resumed.State.Steps > 0);
        Assert.Equal(["accuracy"], resumed.Metrics.Select(m => m.Name));
        var stored = training!.Variables.ToDictionary(v => v.Name, v => v.Values);
        Assert.All(resumed.State.Slots.Where(s => s.Name == slot), s => Assert.Same(stored[name.Replace("{0}", Theirs(s.Weight), StringComparison.Ordinal)], s.Values));
        Assert.Equal(2 * model.TrainableWeights.Count, resumed.State.Slots.Count);
        using var executable = new ManagedEngine().Compile(model, new() { Training = resumed.Options });
        executable.WriteOptimizer(resumed.State);

        using var folder = new TempFolder();
        model.Save(folder.File("modern.keras"), training.ToKeras3(model));
        var again = Model.Load(folder.File("modern.keras"), out var modern);
        var state = ResumedTraining.Read(modern!, again).State!;
        Assert.Equal((resumed.State.Steps, resumed.State.LearningRate), (state.Steps, state.LearningRate));
        Assert.All(resumed.State.Slots.Zip(state.Slots), p => Assert.True(p.First.Values.AsSpan().SequenceEqual(p.Second.Values)));
    }

    [Theory]
    [InlineData("fashion_mnist_best-cnn-model.keras", 9000)]
    [InlineData("cifar10_bn_hit123esh.keras", 6255)]
    public void Real_files_of_Keras_3_are_understood(string file, long steps)
    {
        var model = Model.Load(TestData.Path("keras_models", file), out var training);
        var resumed = ResumedTraining.Read(training!, model);
        Assert.Equal((steps, 0.001f), (resumed.State!.Steps, (float)resumed.State.LearningRate));
        using var executable = new ManagedEngine().Compile(model, new() { Training = resumed.Options });
        executable.WriteOptimizer(resumed.State);
    }

    private static string Theirs(string weight) => weight.StartsWith("depthwise", StringComparison.Ordinal) ? weight.Replace("/kernel", "/depthwise_kernel", StringComparison.Ordinal) : weight;

    /// <summary>A file of Keras 3 as an older one would have laid it out.</summary>
    private static SavedTraining Old(SavedTraining training, Model model, string version, string className)
    {
        var weights = model.TrainableWeights;
        var state = training.ReadState(model)!;
        var slots = state.Slots.GroupBy(s => s.Name).ToDictionary(g => g.Key, g => g.ToArray());
        var order = Enumerable.Range(0, weights.Count).ToArray();
        if (version == "2.0.4") order = [.. order.OrderBy(i => weights[i].Path + ":0", StringComparer.Ordinal)];
        SavedVariable Variable(SavedSlot slot, int w) => new($"{slot.Weight}/{slot.Name}", [.. weights[w].Shape], slot.Values);
        List<SavedVariable> variables = [];
        if (version != "2.2.4" || className == "Adam") variables.Add(version == "2.0.4" ? new("iterations", (double)state.Steps) : new("iteration:0", state.Steps));
        if (version == "tf2.11") variables.AddRange(training.Variables.Skip(2));
        else if (className == "Ftrl") variables.AddRange(order.SelectMany(w => slots.Values.Select(s => Variable(s[w], w))));
        else variables.AddRange(slots.Values.SelectMany(s => order.Select(w => Variable(s[w], w))));
        if (className == "Adam" && version == "2.2.4") variables.AddRange(order.Select(w => new SavedVariable($"vhat_{w}", [1], [0])));

        var config = (JsonObject)training.CompileConfig["optimizer"]!["config"]!.DeepClone();
        config.Remove("loss_scale_factor");
        config.Remove("gradient_accumulation_steps");
        if (version == "tf2.11")
        {
            (config["jit_compile"], config["is_legacy_optimizer"]) = (true, false);
        }
        else
        {
            foreach (var name in (string[])["use_ema", "ema_momentum", "ema_overwrite_frequency", "weight_decay", "global_clipnorm"]) config.Remove(name);
            config["decay"] = 0.0;
        }

        if (version.StartsWith("2.", StringComparison.Ordinal))
        {
            config["lr"] = config["learning_rate"]!.DeepClone();
            config.Remove("learning_rate");
            config["epsilon"] = null;
        }

        var compile = (JsonObject)JsonNode.Parse("""
            {"loss": {"class_name": "SparseCategoricalCrossentropy", "config": {"reduction": "auto", "name": "x", "from_logits": false, "ignore_class": null}}, "weighted_metrics": null,
             "metrics": [[{"class_name": "MeanMetricWrapper", "config": {"name": "accuracy", "dtype": "float32", "fn": "sparse_categorical_accuracy"}}]], "loss_weights": null}
            """)!;
        compile["optimizer_config"] = new JsonObject { ["class_name"] = className, ["config"] = config };
        return new SavedTraining(compile, variables) { KerasVersion = version.Replace("tf", "") + (version.StartsWith("tf", StringComparison.Ordinal) ? ".0" : ""), Source = "old.h5" };
    }
}
