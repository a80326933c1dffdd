using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests;

/// <summary>Checkpoints that are damaged, of another run, or cannot be written.</summary>
public sealed class Checkpoints_are_safe
{
    [Fact]
    public void One_that_cannot_be_deleted_at_the_end_costs_no_result()
    {
        using var folder = new TempFolder();
        var path = folder.File("checkpoint");
        var messages = new List<string>();
        void Hinder()
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        }

        string Run(bool hinder) => ResumeRun.Fit(new()
        {
            Epochs = 2,
            Callbacks = [new BackupAndRestore(path), new LambdaCallback(onTrainEnd: (_, _) => { if (hinder) Hinder(); })],
            Messages = new Steps_of_an_epoch.Heard<string>(messages.Add),
        }, ResumeRun.Optimizers[0]);
        var expected = Run(false);
        Assert.Equal(expected, Run(true));
        Assert.Contains(messages, m => m.Contains(path, StringComparison.Ordinal));
        // And where a folder is from the beginning, nothing is trained for nothing.
        Assert.Contains(path, Assert.Throws<IOException>(() => { Run(false); }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_anywhere_it_is_refused_by_name_and_place_and_nothing_is_changed()
    {
        using var folder = new TempFolder();
        var file = folder.File("run.checkpoint");
        Interrupted(file);
        var whole = File.ReadAllBytes(file);
        var (executable, model) = ResumeRun.Compile(ResumeRun.Optimizers[0]);
        using var _ = executable;
        var before = model.Weights[0].Values.ToArray();
        var random = new RandomStream(1, "damage");
        for (var i = 0; i < 240; i++)
        {
            var bytes = whole.ToArray();
            if (i % 3 == 0) bytes = bytes[..random.NextInt32(bytes.Length)];
            else if (i % 3 == 1) bytes[i < 200 ? i : random.NextInt32(bytes.Length)] ^= (byte)(1 << random.NextInt32(8));
            else bytes = [.. bytes, 0];
            File.WriteAllBytes(file, bytes);
            var error = Assert.Throws<CheckpointException>(() => Trainer.Fit(executable, ResumeRun.Pictures(22, 1), ResumeRun.Pictures(9, 2), Options(file)));
            Assert.Equal(file, error.Path);
            Assert.NotNull(error.Place);
            Assert.Contains($"'{file}' cannot be used, at {error.Place}", error.Message);
        }

        Assert.Equal(before, model.Weights[0].Values.ToArray());
    }

    [Fact]
    public void Wrong_contents_under_right_checksums_are_refused_too()
    {
        using var folder = new TempFolder();
        var file = folder.File("run.checkpoint");
        Interrupted(file);
        var fields = 0;
        var json = Read(file, out var rest);
        foreach (var (name, _) in json.ToArray())
        {
            foreach (var wrong in new System.Text.Json.Nodes.JsonNode?[] { null, "x", -1, 99, 1e300, true, new System.Text.Json.Nodes.JsonObject(), new System.Text.Json.Nodes.JsonArray("a"), new System.Text.Json.Nodes.JsonArray(1) })
            {
                var damaged = (System.Text.Json.Nodes.JsonObject)json.DeepClone();
                damaged[name] = wrong?.DeepClone();
                Write(file, damaged, rest);
                var error = Record.Exception(() => ResumeRun.Fit(Options(file) with { Epochs = 1 }, ResumeRun.Optimizers[0]));
                // A number that could be one is believed.
                if (error is not null) Assert.IsType<CheckpointException>(error);
                else Assert.Contains(name, new[] { "epoch", "step", "iterations", "stop", "best_epoch", "optimizer_steps" });
                fields++;
            }
        }

        Assert.True(fields > 100);
    }

    [Fact]
    public void Of_another_run_it_says_what_differs()
    {
        using var folder = new TempFolder();
        var file = folder.File("run.checkpoint");
        Interrupted(file);
        var options = Options(file);
        void Refused(string what, FitOptions? o = null, Compute.Optimizers.Optimizer? optimizer = null, int examples = 22, double dropout = 0.3, Action<Model>? before = null)
        {
            var error = Assert.Throws<CheckpointException>(() => ResumeRun.Fit(o ?? options, optimizer ?? ResumeRun.Optimizers[0], examples, dropout, before));
            Assert.Null(error.Place);
            Assert.Contains($"it is of another run: {what}", error.Message);
            Assert.Contains("Delete the file", error.Message);
        }

        Refused("BatchSize was \"4\", and is \"5\"", options with { BatchSize = 5 });
        Refused("Seed was \"7\", and is \"8\"", options with { Seed = 8 });
        Refused("Shuffle was", options with { Shuffle = false });
        Refused("StepsPerEpoch was \"none\", and is \"3\"", options with { StepsPerEpoch = 3 });
        Refused("ClassWeights was \"none\", and is \"[1 = 2.5]\"", options with { ClassWeights = new Dictionary<int, float> { [1] = 2.5f } });
        Refused("Callbacks was", options with { Callbacks = [options.Callbacks[0]] });
        Refused("Metrics was", options with { Metrics = [] });
        Refused("training data was \"22 examples of (8, 8, 1) and (1,)\", and is \"23 examples", examples: 23);
        Refused("compilation was \"...LearningRate = 0.01 ...\", and is \"...LearningRate = 0.02 ...\".", optimizer: new Compute.Optimizers.Adam(0.02) { ClipNorm = 0.5, AmsGrad = true });
        Refused("model was", dropout: 0.4);
    }

    [Fact]
    public void Frozen_weights_that_differ_are_noticed()
    {
        using var folder = new TempFolder();
        void Run(float value)
        {
            var (first, model) = ResumeRun.Compile(ResumeRun.Optimizers[0]);
            first.Dispose();
            model.GetLayer("conv").Trainable = false;
            model.GetLayer("conv").Weights[0].SetValues([.. Enumerable.Repeat(value, 27)]);
            using var executable = new Compute.ManagedEngine().Compile(model, new Compute.CompileOptions { Training = new Compute.TrainingOptions { Optimizer = new Compute.Optimizers.Sgd(), Loss = new Compute.Losses.BinaryCrossentropy() } });
            Trainer.Fit(executable, ResumeRun.Pictures(8, 1), null, new() { Epochs = 2, Callbacks = [new BackupAndRestore(folder.File("c"), deleteCheckpoint: false)] });
        }

        Run(0.5f);
        Run(0.5f);
        Assert.Contains("frozen weights was", Assert.Throws<CheckpointException>(() => Run(0.25f)).Message);
    }

    [Fact]
    public void On_a_full_disk_the_old_checkpoint_survives_the_fit_goes_on_and_the_user_is_told_each_time()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        using var folder = new TempFolder();
        var file = folder.File("run.checkpoint");
        var told = new List<string>();
        byte[]? first = null;
        var backup = new BackupAndRestore(file, deleteCheckpoint: false);
        string Run(params Callback[] callbacks) => ResumeRun.Fit(new()
        {
            Epochs = 4,
            BatchSize = 4,
            Callbacks = callbacks,
            Messages = new Steps_of_an_epoch.Heard<string>(told.Add),
            Progress = new Trainer_runs_epochs.Listener(p =>
            {
                if (p.Epoch == 1 && callbacks.Length > 0) first = File.ReadAllBytes(file);
                if (p.Epoch is 1 or 2 && callbacks.Length > 0) AtomicFile.Redirected[file] = "/dev/full";
                if (p.Epoch == 3 && callbacks.Length > 0) Assert.Equal(first, File.ReadAllBytes(file));
            }),
        }, ResumeRun.Optimizers[0]);
        Assert.Equal(Run(), Run(backup));
        Assert.Equal(2, told.Count);
        Assert.StartsWith($"Epoch 2: the checkpoint '{file}' could not be saved, training goes on: ", told[0]);
        Assert.Contains("No space left", told[1]);
        Assert.Null(backup.SaveFailure);
        Assert.NotEqual(first, File.ReadAllBytes(file));
    }

    [Fact]
    public void Two_of_them_or_wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BackupAndRestore(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackupAndRestore("x", 0));
        Assert.Contains("more than one BackupAndRestore", Assert.Throws<ArgumentException>(() => new FitOptions { Callbacks = [new BackupAndRestore("a"), new BackupAndRestore("b")] }.Validate()).Message);
    }

    private static FitOptions Options(string file) => new() { Epochs = 3, BatchSize = 4, Seed = 7, Callbacks = [new BackupAndRestore(file, 1), new ResumeRun.Interruption(-1), new ResumeRun.Stateful(9)] };

    /// <summary>Leaves the checkpoint of a run that was interrupted amid its second epoch.</summary>
    private static void Interrupted(string file) =>
        Assert.Throws<TimeoutException>(() => ResumeRun.Fit(Options(file) with { Callbacks = [new BackupAndRestore(file, 1), new ResumeRun.Interruption(22), new ResumeRun.Stateful(9)] }, ResumeRun.Optimizers[0]));

    private static System.Text.Json.Nodes.JsonObject Read(string file, out byte[] rest)
    {
        var bytes = File.ReadAllBytes(file);
        using var stream = new MemoryStream(bytes);
        var length = (int)BitConverter.ToInt64(bytes, 8 + 8);
        rest = bytes[(8 + 16 + 3 + length + 4)..];
        return new CheckpointReader(file, stream).Json("fit");
    }

    private static void Write(string file, System.Text.Json.Nodes.JsonObject fit, byte[] rest)
    {
        using var stream = File.Create(file);
        var writer = new CheckpointWriter(stream);
        writer.Begin();
        writer.Add("fit", fit);
        stream.Write(rest);
    }
}
