using System.Text.Json;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests.Callbacks;

public sealed class Checkpoints
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Table.Read("callbacks.json").GetProperty("model_checkpoint").GetArrayLength())];

    public static TheoryData<int> Paths => [.. Enumerable.Range(0, Table.Read("callbacks.json").GetProperty("paths").GetProperty("cases").GetArrayLength())];

    public static TheoryData<int> Frequencies => [.. Enumerable.Range(0, Table.Read("callbacks.json").GetProperty("frequencies").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_best_epochs_are_those_of_Keras(int number)
    {
        var table = Table.Read("callbacks.json");
        var row = table.GetProperty("model_checkpoint")[number];
        using var folder = new TempFolder();
        using var driver = new Driver();
        double? threshold = row.TryGetProperty("initial_value_threshold", out var value) ? value.GetDouble() : null;
        var mode = Enum.Parse<MonitorMode>(row.Text("mode", "auto"), ignoreCase: true);
        var callback = new ModelCheckpoint(folder.File("{epoch}.weights.h5"), row.Text("monitor"), saveBestOnly: true, saveWeightsOnly: true, mode, initialValueThreshold: threshold);
        driver.Run(callback, table.GetProperty("series").GetProperty(row.Text("series")).Numbers(), row.Text("monitor"));
        var saved = row.GetProperty("saved").EnumerateArray().Select(e => e.GetInt32() + 1).ToArray();
        Assert.Equal(saved, Directory.EnumerateFiles(folder.Path).Select(f => int.Parse(Path.GetFileName(f).Split('.')[0])).Order());
        var best = new LogisticExecutable(1).Model;
        best.LoadWeights(folder.File($"{saved[^1]}.weights.h5"));
        Assert.Equal(saved[^1], best.Layers[^1].Weights[0].Values[0]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Paths_are_those_of_Python(int number)
    {
        var paths = Table.Read("callbacks.json").GetProperty("paths");
        var row = paths.GetProperty("cases")[number];
        var logs = paths.GetProperty("logs").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Number());
        int? batch = row.GetProperty("batch").ValueKind == JsonValueKind.Null ? null : row.GetProperty("batch").GetInt32() + 1;
        Assert.Equal(row.Text("path"), new PathTemplate(row.Text("template")).Fill(row.Int("epoch") + 1, batch, logs));
    }

    [Fact]
    public void Numbers_are_written_as_Python_writes_them()
    {
        foreach (var row in Table.Read("callbacks.json").GetProperty("numbers").EnumerateArray())
            Assert.Equal(row.Text("value"), PythonNumber.Repr(row.GetProperty("value").Number()));
    }

    [Theory]
    [MemberData(nameof(Frequencies))]
    public void Saved_every_so_many_steps_as_by_Keras(int number)
    {
        var row = Table.Read("callbacks.json").GetProperty("frequencies")[number];
        using var folder = new TempFolder();
        using var engine = new LogisticExecutable(1);
        var callback = new ModelCheckpoint(folder.File("{epoch}-{batch}.keras"), saveFreq: row.Int("every"));
        Trainer.Fit(engine, Trainer_runs_epochs.Numbers(row.Int("steps")), null, new() { Epochs = row.Int("epochs"), BatchSize = 1, Callbacks = [callback] });
        Assert.Equal(row.GetProperty("saved").EnumerateArray().Select(e => e.GetString()!).Order(), Directory.EnumerateFiles(folder.Path).Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public void A_full_disk_is_told_and_the_old_file_survives()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        using var folder = new TempFolder();
        foreach (var (weightsOnly, path) in new[] { (false, folder.File("best.keras")), (true, folder.File("best.weights.h5")) })
        {
            using var driver = new Driver();
            var callback = new ModelCheckpoint(path, saveBestOnly: true, saveWeightsOnly: weightsOnly);
            callback.OnTrainBegin(driver.Fit);
            driver.Epochs(callback, [0.5, 0.4], "val_loss", until: 1);
            var old = File.ReadAllBytes(path);
            AtomicFile.Redirected[path] = "/dev/full";
            Assert.Contains(path, Assert.Throws<IOException>(() => driver.Epochs(callback, [0.5, 0.4], "val_loss")).Message);
            Assert.Equal(old, File.ReadAllBytes(path));
            Assert.Equal(0.5, callback.Best);
        }
    }

    [Fact]
    public void Folders_are_made_and_a_folder_in_the_way_is_told()
    {
        using var folder = new TempFolder();
        using var driver = new Driver();
        driver.Run(new ModelCheckpoint(folder.File("a", "{epoch}", "m.keras")), [1], "val_loss");
        Assert.Equal(1, Model.Load(folder.File("a", "1", "m.keras")).Layers[^1].Weights[0].Values[0]);
        Directory.CreateDirectory(folder.File("b.keras"));
        using var other = new Driver();
        Assert.Contains("folder", Assert.Throws<IOException>(() => other.Run(new ModelCheckpoint(folder.File("b.keras")), [1], "val_loss")).Message);
    }

    /// <summary>The older files: weights by name, and Keras 3's by position.</summary>
    [Theory]
    [InlineData("{epoch}.h5")]
    [InlineData("{epoch}.HDF5")]
    [InlineData("{epoch}.weights.h5")]
    public void Weights_are_written_in_every_form(string name)
    {
        using var folder = new TempFolder();
        using var driver = new Driver();
        var callback = new ModelCheckpoint(folder.File(name), saveWeightsOnly: true);
        driver.Run(callback, [3, 2], "val_loss");
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        var model = new LogisticExecutable(1).Model;
        model.LoadWeights(callback.LastSaved!);
        Assert.Equal(2, model.Layers[^1].Weights[0].Values[0]);
        Assert.Equal(ModelFormatReason.WeightsOnly, Assert.Throws<ModelFormatException>(() => Model.Load(callback.LastSaved!)).Reason);
    }

    /// <summary>A whole model has its training in it, whichever the form.</summary>
    [Theory]
    [InlineData("{epoch}.keras", "optimizer")]
    [InlineData("{epoch}.h5", "optimizer_config")]
    [InlineData("{epoch}.HDF5", "optimizer_config")]
    public void Models_are_written_in_every_form(string name, string optimizer)
    {
        using var folder = new TempFolder();
        var net = new Sequential([1]) { new Dense(1, "sigmoid") };
        net.InitializeWeights(1);
        using var executable = new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = new Adam(), Loss = new BinaryCrossentropy() } });
        var callback = new ModelCheckpoint(folder.File(name));
        Trainer.Fit(executable, Trainer_runs_epochs.Numbers(4), null, new() { Epochs = 2, BatchSize = 2, Callbacks = [callback] });
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        var model = Model.Load(callback.LastSaved!, out var training);
        executable.ReadWeights();
        Assert.Equal(net.Weights[0].Values.ToArray(), model.Weights[0].Values.ToArray());
        Assert.Equal("Adam", (string)training!.CompileConfig[optimizer]!["class_name"]!);
        Assert.Equal(4, training.Variables[0].Integer);
    }

    [Theory]
    [InlineData("m.weights.h5", false)]
    [InlineData("m.onnx", false)]
    [InlineData("m.keras", true)]
    [InlineData("m", true)]
    [InlineData("{epoch.keras", false)]
    [InlineData("epoch}.keras", false)]
    [InlineData("{epoch:x}.keras", false)]
    [InlineData("{epoch:>3}.keras", false)]
    [InlineData("", false)]
    public void Paths_of_another_form_are_refused(string path, bool weightsOnly) => Assert.Throws<ArgumentException>(() => new ModelCheckpoint(path, saveWeightsOnly: weightsOnly));

    [Fact]
    public void A_place_for_what_is_not_there_is_an_error_that_lists_what_is()
    {
        using var driver = new Driver();
        Assert.Contains("epoch, loss, val_loss", Assert.Throws<ArgumentException>(() => driver.Run(new ModelCheckpoint("{val_acc:.2f}.keras"), [1], "val_loss")).Message);
        Assert.Throws<ArgumentException>(() => driver.Run(new ModelCheckpoint("m.keras", "accuracy", saveBestOnly: true), [1], "val_loss"));
    }
}
