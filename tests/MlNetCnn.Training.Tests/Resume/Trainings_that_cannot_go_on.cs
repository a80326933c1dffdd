using System.Text.Json.Nodes;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests;

/// <summary>What is damaged, somebody's own, or not supported in the training part of a file is told with its place, and the model is whole.</summary>
public sealed class Trainings_that_cannot_go_on
{
    [Theory]
    [InlineData("optimizer", """{"module": "mine", "class_name": "Adam", "config": {}, "registered_name": "mine>Adam"}""", "'mine.Adam' is a custom class")]
    [InlineData("optimizer", """{"module": "keras.optimizers", "class_name": "Adam", "config": {}, "registered_name": "mine>Adam"}""", "'mine>Adam' is a custom class")]
    [InlineData("optimizer", """{"module": null, "class_name": "MyOptimizer", "config": {}, "registered_name": "MyOptimizer"}""", "MyOptimizer, which is no")]
    [InlineData("optimizer", """{"module": "keras.optimizers", "class_name": "LossScaleOptimizer", "config": {"inner_optimizer": {}}}""", "LossScaleOptimizer, which is no")]
    [InlineData("optimizer", "null", "this property is missing")]
    [InlineData("optimizer", "\"adam\"", "JSON object is expected")]
    [InlineData("loss", "null", "without a loss")]
    [InlineData("loss", "\"my_loss\"", "my_loss, which is no")]
    [InlineData("loss", """{"module": "builtins", "class_name": "function", "config": "my_loss", "registered_name": "my_loss"}""", "my_loss, which is no")]
    [InlineData("loss", """{"module": "mine", "class_name": "MeanSquaredError", "config": {}}""", "custom class")]
    [InlineData("loss", """{"module": "keras.losses", "class_name": "MeanSquaredError", "config": {"reduction": "sum"}}""", "reduction is 'sum'")]
    [InlineData("loss", """{"module": "keras.losses", "class_name": "SparseCategoricalCrossentropy", "config": {"ignore_class": 3}}""", "ignores the class 3")]
    [InlineData("loss", """["mse", "mse"]""", "a name or an object")]
    [InlineData("loss_weights", "[0.5]", "weights of 1")]
    [InlineData("optimizer.config.learning_rate", "-1", "positive")]
    [InlineData("optimizer.config.learning_rate", "\"fast\"", "a number")]
    [InlineData("optimizer.config.beta_1", "2", "between 0 and 1")]
    [InlineData("optimizer.config.clipnorm", "-2", "ClipNorm must be positive")]
    [InlineData("optimizer.config.loss_scale_factor", "128", "scaled losses")]
    [InlineData("optimizer.config.learning_rate", """{"module": "mine", "class_name": "MySchedule", "config": {}, "registered_name": "mine>MySchedule"}""", "'mine.MySchedule' is a custom class")]
    public void Settings(string place, string value, string expected)
    {
        var model = KerasRuns.Load("adam.keras", out var training);
        var steps = place.Split('.');
        var node = (JsonObject)training!.CompileConfig;
        foreach (var step in steps[..^1]) node = (JsonObject)node[step]!;
        node[steps[^1]] = JsonNode.Parse(value);
        Assert.Contains(expected, Assert.Throws<ModelFormatException>(() => ResumedTraining.Read(training, model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedules_of_ones_own()
    {
        var model = KerasRuns.Load("adam_schedule.keras", out var training);
        training!.CompileConfig["optimizer"]!["config"]!["learning_rate"]!["class_name"] = "MySchedule";
        Assert.Contains("MySchedule", Assert.Throws<ModelFormatException>(() => ResumedTraining.Read(training, model)).Message, StringComparison.Ordinal);
        model = KerasRuns.Load("adam_schedule.keras", out training);
        training!.CompileConfig["optimizer"]!["config"]!["learning_rate"]!["config"]!["decay_steps"] = 0;
        Assert.Contains("decaySteps", Assert.Throws<ModelFormatException>(() => ResumedTraining.Read(training, model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables()
    {
        Fails("adam.keras", v => v.RemoveAt(v.Count - 1), "1 variables too few: it lacks out/bias's velocity");
        Fails("adam.keras", v => v.RemoveRange(2, 8), "it lacks conv/kernel's momentum");
        Fails("adam.keras", v => v.Add(v[^1]), "1 variables too many");
        Fails("adam.keras", v => (v[2], v[4]) = (v[4], v[2]), "cannot be the momentum of conv/kernel, which has the shape");
        Fails("adam.keras", v => v.RemoveAt(0), "a number of steps is a whole number from 0");
        Fails("adam.keras", v => v.RemoveAt(1), "second variable is not its learning rate");
        Fails("adam.keras", v => v[0] = new("0", -1), "is -1; a number of steps is a whole number from 0");
        Fails("adam.keras", v => v[0] = new("0", 1.5), "is 1.5");
        Fails("adam.keras", v => v[0] = v[2], "is not the number of steps");
        Fails("adam.keras", v => v[1] = new("1", -0.5), "the learning rate is -0.5");
        Fails("nadam.keras", v => v.RemoveAt(2), "is not its u_product");
        Fails("sgd.keras", v => v.Add(new("2", [3, 3, 1, 3], new float[27])), "too many");

        static void Fails(string file, Action<List<SavedVariable>> change, string expected)
        {
            var model = KerasRuns.Load(file, out var training);
            List<SavedVariable> variables = [.. training!.Variables];
            change(variables);
            var error = Assert.Throws<ModelFormatException>(() => ResumedTraining.Read(training with { Variables = variables }, model));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Older_trainings_that_Keras_itself_could_not_go_on_with()
    {
        var model = KerasRuns.Load("nadam.keras", out var training);
        var old = training! with
        {
            CompileConfig = (JsonObject)JsonNode.Parse("""{"loss": "mse", "optimizer_config": {"class_name": "Nadam", "config": {"lr": 0.002, "schedule_decay": 0.004}}}""")!,
            KerasVersion = "2.2.4",
        };
        Assert.Contains("Nadam's momentum", Assert.Throws<ModelFormatException>(() => ResumedTraining.Read(old, model)).Message, StringComparison.Ordinal);
        old = old with { CompileConfig = (JsonObject)JsonNode.Parse("""{"loss": "mse", "optimizer_config": {"class_name": "Adam", "config": {"lr": 0.002}}}""")!, KerasVersion = "1.2.2" };
        Assert.Contains("Keras 1", Assert.Throws<ModelFormatException>(() => ResumedTraining.Read(old, model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_that_are_not_known_are_left_out_and_told()
    {
        var model = KerasRuns.Load("adam.keras", out var training);
        training!.CompileConfig["metrics"] = JsonNode.Parse("""
            [["acc", "mse", {"module": "keras.metrics", "class_name": "AUC", "config": {"name": "area", "num_thresholds": 50, "curve": "PR"}, "registered_name": null},
              {"module": "mine", "class_name": "Recall", "config": {}}, {"class_name": "F1Score", "config": {"average": null}}, {"class_name": "Precision", "config": {"thresholds": [0.4], "top_k": null}}]]
            """);
        var resumed = ResumedTraining.Read(training, model);
        Assert.Equal(["accuracy", "area", "precision"], resumed.Metrics.Select(m => m.Name));
        Assert.Equal(["mse", "custom", "each class"], resumed.Ignored.Select((text, i) => new[] { "mse", "custom", "each class" }[i] is var word && text.Contains(word, StringComparison.Ordinal) ? word : text));
        using var executable = new ManagedEngine().Compile(model, new() { Training = resumed.Options });
        var written = executable.CaptureTraining(new FitOptions { Metrics = resumed.Metrics, WeightedMetrics = [new BinaryAccuracy(0.25f, "w")] }).CompileConfig;
        Assert.Equal(
            """{"module":"keras.metrics","class_name":"AUC","config":{"name":"area","dtype":"float32","num_thresholds":50,"curve":"PR","summation_method":"interpolation","multi_label":false},"registered_name":null}""",
            written["metrics"]![1]!.ToJsonString());
        Assert.Equal("BinaryAccuracy", (string?)written["weighted_metrics"]![0]!["class_name"]);
    }

    [Fact]
    public void Another_optimizer_is_refused()
    {
        var model = KerasRuns.Load("adam.keras", out var training);
        var resumed = ResumedTraining.Read(training!, model);
        using var executable = new ManagedEngine().Compile(model, new() { Training = resumed.Options with { Optimizer = new Compute.Optimizers.RmsProp() } });
        Assert.Contains("'adam'", Assert.Throws<ArgumentException>(() => KerasRuns.Fit(executable, new() { Resume = resumed })).Message, StringComparison.Ordinal);
    }
}
