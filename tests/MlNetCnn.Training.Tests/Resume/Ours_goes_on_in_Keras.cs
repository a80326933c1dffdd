using System.Text.Json;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests;

/// <summary>Trainings of ours, saved as Keras files: they go on here as if nothing had been between, bit for bit; and in real Keras, which Resume/Keras/check.py shows.</summary>
public sealed class Ours_goes_on_in_Keras
{
    /// <summary>A folder where the files for check.py go; without it they are made, and not kept.</summary>
    private const string Variable = "MLNETCNN_KERAS_CHECK";

    public static TheoryData<string, string> Runs => [.. KerasRuns.Names.SelectMany(n => new[] { ".keras", ".h5" }.Select(e => new TheoryDataRow<string, string>(n, e)))];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Bit_for_bit_from_the_file(string run, string ending)
    {
        using var folder = new TempFolder();
        // Keras's file tells how to compile; the training is ours from its first step.
        var model = KerasRuns.Load(run + ".keras", out var training);
        var kept = ResumedTraining.Read(training!, model);
        model.InitializeWeights(3);
        var file = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } keep ? Path.Combine(keep, run + ending) : folder.File(run + ending);
        var options = new FitOptions { Resume = kept with { State = null }, Metrics = kept.Metrics };
        using var executable = new ManagedEngine().Compile(model, new() { Training = kept.Options });
        // The averages of a moving average become the weights at the end of a fit, so that the file is saved in its last step.
        KerasRuns.Fit(executable, options with { Callbacks = [new ModelCheckpoint(folder.File("{epoch}-{batch}.keras"), saveFreq: 8)] }, first: 0);
        var saved = Model.Load(folder.File("2-4.keras"), out var captured);
        saved.Save(file, captured);

        var again = Model.Load(file, out captured);
        var resumed = ResumedTraining.Read(captured!, again);
        Assert.Equal((8, kept.Options.Optimizer, kept.Options.Loss, kept.Schedule), (resumed.State!.Steps, resumed.Options.Optimizer, resumed.Options.Loss, resumed.Schedule));
        Assert.Equal(kept.Metrics.Select(m => m.Name), resumed.Metrics.Select(m => m.Name));
        if (!kept.Options.Optimizer.UseEma) Assert.Equal(executable.ReadOptimizer().Slots.SelectMany(s => s.Values), resumed.State.Slots.SelectMany(s => s.Values));
        using var second = new ManagedEngine().Compile(again, new() { Training = resumed.Options });
        var continued = KerasRuns.Fit(second, new() { Resume = resumed }, first: 0);
        if (file != folder.File(run + ending)) File.WriteAllText(file + ".json", JsonSerializer.Serialize(continued));

        // A run of 16 steps is the same run.
        model.InitializeWeights(3);
        using var whole = new ManagedEngine().Compile(model, new() { Training = kept.Options });
        var losses = new List<double>();
        var schedule = kept.Schedule;
        for (var step = 0; step < 16; step++)
        {
            if (schedule is not null) whole.LearningRate = schedule.At(step);
            var batch = KerasRuns.Batches(step % 4);
            var (inputs, targets, weights) = (new float[6 * 20], new float[6], new float[6]);
            batch.Fill(0, [0, 1, 2, 3, 4, 5], inputs, targets, weights, default);
            losses.Add(whole.TrainStep([new Tensor(6, [5, 4, 1], inputs)], new Tensor(6, [1], targets)).Loss);
        }

        Assert.All(losses.Skip(8).Zip(continued), p => Assert.Equal(p.First, p.Second, 1e-9));
        if (!kept.Options.Optimizer.UseEma)
        {
            whole.ReadWeights();
            Assert.All(model.Weights.Zip(again.Weights), p => Assert.True(p.First.Values.SequenceEqual(p.Second.Values), p.First.Path));
        }
    }

    [Fact]
    public void A_checkpoint_has_what_Keras_needs()
    {
        using var folder = new TempFolder();
        var model = KerasRuns.Load("adam_schedule.keras", out var training);
        var resumed = ResumedTraining.Read(training!, model);
        using var executable = new ManagedEngine().Compile(model, new() { Training = resumed.Options });
        KerasRuns.Fit(executable, new() { Resume = resumed, Metrics = resumed.Metrics, Callbacks = [new ModelCheckpoint(folder.File("{epoch}.keras"))] });
        Model.Load(folder.File("2.keras"), out var captured);
        // Keras's own words, but for where torch's classes lie.
        var (theirs, ours) = (training!.CompileConfig, captured!.CompileConfig);
        (theirs["optimizer"]!["module"], theirs["optimizer"]!["registered_name"]) = ("keras.optimizers", null);
        // "accuracy" was made the accuracy of this output.
        ours["metrics"]![0] = "accuracy";
        Assert.Equal(Sorted(theirs), Sorted(ours));
        Assert.Equal(training.Variables.Select(v => v.Shape.Count == 0 ? "()" : string.Join(',', v.Shape)), captured.Variables.Select(v => v.Shape.Count == 0 ? "()" : string.Join(',', v.Shape)));
        Assert.Equal(13, captured.Variables[0].Integer);
    }

    private static string Sorted(System.Text.Json.Nodes.JsonNode? node) => node switch
    {
        System.Text.Json.Nodes.JsonObject o => "{" + string.Join(", ", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {Sorted(p.Value)}")) + "}",
        System.Text.Json.Nodes.JsonArray a => "[" + string.Join(", ", a.Select(Sorted)) + "]",
        System.Text.Json.Nodes.JsonValue v when v.TryGetValue<double>(out var number) => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        null => "null",
        _ => node.ToJsonString(),
    };
}
