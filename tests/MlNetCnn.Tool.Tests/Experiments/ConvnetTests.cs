using System.IO.Compression;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Tests.DataSets;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>The commands that train networks, each on a few drawn pictures.</summary>
public sealed class ConvnetTests
{
    private static readonly string[] Results =
    [
        "accuracy.png", "accuracy.svg", "classes.txt", "history.csv", "history.json", "loss.png", "loss.svg", "model.keras", "model.zip", "report.html", "summary.json",
    ];

    [Fact]
    public void The_small_convnet_trains_from_scratch_and_everything_is_written()
    {
        using var photos = new SmallPhotos();
        var session = new Session();

        Assert.True(session.Run("small-convnet", $"--data={photos.Data}", $"--output={photos.Output}", "--smoke", "--batch=4") == 0, session.Error);

        Assert.Equal(Results, Files(photos.Output));
        var summary = Summary(photos.Output);
        Assert.Equal((3_453_121 + 1026, 2, 2), ((int)summary["parameters"]!, (int)summary["epochs"]!, (int)summary["stepsPerEpoch"]!));
        Assert.Equal(("RmsProp", 1e-4, false), ((string?)summary["optimizer"], (double)summary["learningRate"]!, (bool)summary["augmented"]!));
        Assert.Equal(2, History.ReadJson(Path.Combine(photos.Output, "history.json")).Count);
        Assert.Equal([150, 150, 3], Model.Load(Path.Combine(photos.Output, "model.keras")).InputShape);
        Assert.Contains("bit for bit", session.Output, StringComparison.Ordinal);
        Assert.Contains("5.2.3", File.ReadAllText(Path.Combine(photos.Output, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_classes_have_one_sigmoid_unit_and_the_books_parameters()
    {
        using var photos = new SmallPhotos();
        Directory.Delete(Path.Combine(photos.Data, "triangle"), recursive: true);

        Assert.Equal(0, new Session().Run("small-convnet-augmented", $"--data={photos.Data}", $"--output={photos.Output}", "--smoke", "--batch=4", "--epochs=1"));

        var summary = Summary(photos.Output);
        Assert.Equal((3_453_121, true, "rescale"), ((int)summary["parameters"]!, (bool)summary["augmented"]!, (string?)summary["preprocessing"]));
        Assert.Equal(0, new Session().Run("predict", $"--model={Path.Combine(photos.Output, "model.zip")}", $"--input={photos.Data}", $"--output={photos.File("zip")}"));
        Assert.Equal(0, new Session().Run("predict", $"--model={Path.Combine(photos.Output, "model.keras")}", $"--input={photos.Data}", $"--output={photos.File("keras")}"));
        Assert.Equal(File.ReadAllBytes(photos.File("zip", "predictions.npy")), File.ReadAllBytes(photos.File("keras", "predictions.npy")));
        Assert.All(new[] { "zip", "keras" }, folder => Assert.Contains("\"star\"", File.ReadAllText(photos.File(folder, "predictions.json")), StringComparison.Ordinal));
    }

    [Fact]
    public void Feature_extraction_has_base_and_classifier_in_its_zip_and_a_report()
    {
        using var photos = new SmallPhotos();
        var session = new Session();

        Assert.True(
            session.Run("feature-extraction", $"--data={photos.Data}", $"--weights={SmallBase.Write(photos)}", $"--output={photos.Output}", "--epochs=2", "--hidden=8") == 0, session.Error);

        Assert.Equal([.. Results[..3], "features", .. Results[3..]], Files(photos.Output));
        using var archive = ZipFile.OpenRead(Path.Combine(photos.Output, "model.zip"));
        Assert.Equal(2, archive.Entries.Count(e => e.FullName.EndsWith("Network.keras", StringComparison.Ordinal)));
        Assert.Contains("5.3.1", File.ReadAllText(Path.Combine(photos.Output, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_base_keeps_its_weights_while_the_classifier_trains()
    {
        using var photos = new SmallPhotos();
        var weights = SmallBase.Write(photos);
        var session = new Session();

        Assert.True(session.Run("frozen-base", $"--data={photos.Data}", $"--weights={weights}", $"--output={photos.Output}", "--smoke", "--batch=4", "--tensorboard") == 0, session.Error);

        Assert.Equal([.. Results, "tensorboard"], Files(photos.Output));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(photos.Output, "tensorboard"), "*.tfevents.*", SearchOption.AllDirectories).Count());
        Assert.Equal((4, "mobilenet_0.25"), ((int)Summary(photos.Output)["trainableTensors"]!, (string?)Summary(photos.Output)["base"]));
        Assert.Equal(Kernel(Model.Load(weights)), Kernel(Model.Load(Path.Combine(photos.Output, "model.keras"))));
    }

    [Fact]
    public void Fine_tuning_tells_the_accuracy_before_and_after()
    {
        using var photos = new SmallPhotos();
        var weights = SmallBase.Write(photos);
        var session = new Session();

        Assert.True(session.Run("fine-tune", $"--data={photos.Data}", $"--weights={weights}", $"--output={photos.Output}", "--smoke", "--batch=4", "--hidden=8") == 0, session.Error);

        var summary = Summary(photos.Output);
        Assert.InRange((double)summary["testAccuracyBefore"]!, 0, 1);
        Assert.InRange((double)summary["testAccuracy"]!, 0, 1);
        Assert.Equal("conv_dw_12", (string?)summary["unfreezeFrom"]);
        Assert.Contains("before fine-tuning: test accuracy", session.Output, StringComparison.Ordinal);
        Assert.Equal(["head-history.json", "history.json"], Files(photos.Output).Where(f => f.EndsWith("history.json", StringComparison.Ordinal)));
        var (before, after) = (Model.Load(weights), Model.Load(Path.Combine(photos.Output, "model.keras")));
        Assert.Equal(Kernel(before), Kernel(after));
        Assert.NotEqual(before.GetLayer("conv_pw_13").Weights[0].Values.ToArray(), after.GetLayer("conv_pw_13").Weights[0].Values.ToArray());
        // Batch normalizations stay as they were.
        Assert.Equal(before.GetLayer("conv_pw_13_bn").Weights[2].Values.ToArray(), after.GetLayer("conv_pw_13_bn").Weights[2].Values.ToArray());
    }

    [Fact]
    public void Fashion_mnist_keeps_the_best_model_and_says_how_many_images_there_were()
    {
        using var folder = new TempFolder();
        SmallSets.FashionMnist(folder.File("data"), train: 60, test: 20);
        var session = new Session();

        Assert.True(session.Run("fashion-mnist", $"--data={folder.File("data")}", $"--output={folder.File("out")}", "--epochs=4") == 0, session.Error);

        Assert.Equal(["accuracy.png", "accuracy.svg", "best.keras", .. Results[2..^1], "samples", "summary.json"], Files(folder.File("out")));
        var summary = Summary(folder.File("out"));
        Assert.Equal((48, 12, 20), ((int)summary["trainImages"]!, (int)summary["validationImages"]!, (int)summary["testImages"]!));
        Assert.StartsWith("first 60 of 60,000 training images, first 20 of 10,000 test images", (string?)summary["split"], StringComparison.Ordinal);
        Assert.Contains("first 60 of 60,000", File.ReadAllText(folder.File("out", "report.html")), StringComparison.Ordinal);
        // What is measured afterwards is what the training saw: classes have the same numbers on both sides.
        var history = History.ReadJson(folder.File("out", "history.json"));
        Assert.Equal(history["val_loss"].Min(), (double)summary["validationLoss"]!, 1e-5);
        Assert.Equal((333_526, "Adam"), ((int)summary["parameters"]!, (string?)summary["optimizer"]));
    }

    [Fact]
    public void Cifar10_trains()
    {
        using var folder = new TempFolder();
        SmallSets.Cifar10(folder.File("data"), perBatch: 10);
        var session = new Session();

        Assert.True(session.Run("cifar10", $"--data={folder.File("data")}", $"--output={folder.File("out")}", "--smoke") == 0, session.Error);

        Assert.Equal((684_746, 2), ((int)Summary(folder.File("out"))["parameters"]!, (int)Summary(folder.File("out"))["epochs"]!));
        Assert.Contains("airplane", File.ReadAllText(folder.File("out", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_leaves_the_best_so_far_and_goes_on_to_the_very_same_end()
    {
        using var folder = new TempFolder();
        SmallSets.FashionMnist(folder.File("data"), train: 40, test: 10);
        string[] usual = ["fashion-mnist", $"--data={folder.File("data")}", "--epochs=4", "--patience=9"];
        Assert.Equal(0, new Session().Run([.. usual, $"--output={folder.File("whole")}"]));
        using var cancellation = new CancellationTokenSource();
        var session = new Session { OnLine = line => { if (line.StartsWith("epoch 2/", StringComparison.Ordinal)) cancellation.Cancel(); } };

        Assert.Equal(130, session.Run(cancellation.Token, [.. usual, $"--output={folder.File("cut")}"]));

        Assert.Contains("--resume goes on", session.Output, StringComparison.Ordinal);
        Assert.Equal((true, 2), ((bool)Summary(folder.File("cut"))["cancelled"]!, (int)Summary(folder.File("cut"))["epochs"]!));
        Assert.True(File.Exists(folder.File("cut", "model.zip")) && File.Exists(folder.File("cut", "training.backup")));

        var resumed = new Session();
        Assert.True(resumed.Run([.. usual, $"--output={folder.File("cut")}", "--resume"]) == 0, resumed.Error);

        Assert.Contains("going on with the interrupted run", resumed.Output, StringComparison.Ordinal);
        foreach (var file in new[] { "history.json", "history.csv", "model.keras", "model.zip", "best.keras" })
            Assert.Equal(File.ReadAllBytes(folder.File("whole", file)), File.ReadAllBytes(folder.File("cut", file)));
        Assert.False(File.Exists(folder.File("cut", "training.backup")));
    }

    [Fact]
    public void Cancelled_after_the_training_a_run_is_whole()
    {
        using var folder = new TempFolder();
        SmallSets.FashionMnist(folder.File("data"), train: 40, test: 10);
        using var cancellation = new CancellationTokenSource();
        var session = new Session { OnLine = line => { if (line.StartsWith("test accuracy", StringComparison.Ordinal)) cancellation.Cancel(); } };

        Assert.Equal(0, session.Run(cancellation.Token, "fashion-mnist", $"--data={folder.File("data")}", "--epochs=1", $"--output={folder.File("out")}"));

        Assert.False((bool)Summary(folder.File("out"))["cancelled"]!);
        Assert.False(File.Exists(folder.File("out", "training.backup")));
    }

    [Fact]
    public void An_interrupted_runs_backup_is_put_aside_when_the_run_starts_anew_and_refused_with_other_settings()
    {
        using var folder = new TempFolder();
        SmallSets.FashionMnist(folder.File("data"), train: 40, test: 10);
        string[] usual = ["fashion-mnist", $"--data={folder.File("data")}", $"--output={folder.File("out")}"];
        using var cancellation = new CancellationTokenSource();
        Assert.Equal(130, new Session { OnLine = line => { if (line.StartsWith("epoch 1/", StringComparison.Ordinal)) cancellation.Cancel(); } }.Run(cancellation.Token, usual));

        var other = new Session();
        Assert.Equal(2, other.Run([.. usual, "--resume", "--batch=16"]));
        Assert.Contains("training.backup", other.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("with --resume goes on", other.Output, StringComparison.Ordinal);

        var anew = new Session();
        Assert.Equal(0, anew.Run([.. usual, "--epochs=1"]));
        Assert.Contains("warning: ", anew.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("out", "training.backup.old")));
    }

    [Fact]
    public void A_photo_that_is_bad_after_the_training_costs_no_training()
    {
        using var photos = new SmallPhotos();
        string[] usual = ["small-convnet", $"--data={photos.Data}", $"--output={photos.Output}", "--epochs=1", "--steps=1", "--batch=4"];
        // The last of a class is for the test, and read when all else is done.
        File.WriteAllBytes(photos.Photo("star", 8), File.ReadAllBytes(photos.Photo("star", 8))[..200]);
        var failed = new Session();

        Assert.Equal(2, failed.Run(usual));

        Assert.Contains("training: 1 epoch of 1 step, batches of 4, RmsProp 1e-4", failed.Output, StringComparison.Ordinal);
        Assert.Contains("epoch 1/1", failed.Output, StringComparison.Ordinal);
        Assert.Contains($"is kept in '{photos.Output}': the same command with --resume", failed.Output, StringComparison.Ordinal);
        var error = Assert.Single(failed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"error: {photos.Photo("star", 8)}: byte", error, StringComparison.Ordinal);
        Assert.EndsWith("--bad-photos=skip leaves such pictures out.", error.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(["training.backup"], Directory.GetFiles(photos.Output).Select(Path.GetFileName));

        var resumed = new Session();
        Assert.True(resumed.Run([.. usual, "--resume", "--bad-photos=skip"]) == 0, resumed.Error);

        Assert.DoesNotContain("epoch 1/1", resumed.Output, StringComparison.Ordinal);
        Assert.StartsWith($"warning: '{photos.Photo("star", 8)}' is left out: byte", resumed.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(photos.Output, "model.zip")));
        Assert.False(File.Exists(Path.Combine(photos.Output, "training.backup")));
    }

    [Fact]
    public void A_training_that_diverges_ends_with_one_line_and_2()
    {
        using var folder = new TempFolder();
        SmallSets.FashionMnist(folder.File("data"), train: 80, test: 10);
        var session = new Session();

        Assert.Equal(2, session.Run("fashion-mnist", $"--data={folder.File("data")}", $"--output={folder.File("out")}", "--batch=8", "--learning-rate=1e30"));

        var error = Assert.Single(session.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: Training diverged", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Theory]
    [InlineData("holds one class only, 'disk'", "one")]
    [InlineData("the class 'star' has no picture to validate with", "few")]
    [InlineData("holds no classes of pictures", "none")]
    public void Photos_that_cannot_teach_are_refused_in_a_line(string expected, string what)
    {
        using var photos = new SmallPhotos();
        Directory.Delete(Path.Combine(photos.Data, "triangle"), recursive: true);
        if (what != "few") Directory.Delete(Path.Combine(photos.Data, "star"), recursive: true);
        else foreach (var number in Enumerable.Range(2, 7)) File.Delete(photos.Photo("star", number));
        if (what == "none") Directory.Delete(Path.Combine(photos.Data, "disk"), recursive: true);
        // One star alone has no half, so that nothing validates; the train part is looked at first.
        if (what == "few") File.Copy(photos.Photo("star", 1), Path.Combine(photos.Data, "star", "a.png"));
        var session = new Session();

        Assert.Equal(2, session.Run("small-convnet", $"--data={photos.Data}", $"--output={photos.Output}"));

        Assert.Single(session.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(photos.Output));
    }

    [Fact]
    public void Layers_and_files_that_are_not_there_are_named()
    {
        using var photos = new SmallPhotos();
        var weights = SmallBase.Write(photos);
        var session = new Session();

        Assert.Equal(2, session.Run("fine-tune", $"--data={photos.Data}", $"--weights={weights}", $"--output={photos.Output}", "--unfreeze-from=block9"));
        Assert.Contains("has no layer 'block9' to unfreeze from", session.Error, StringComparison.Ordinal);
        Assert.Contains("conv_pw_13", session.Error, StringComparison.Ordinal);

        Assert.Equal(2, session.Run("fashion-mnist", $"--data={photos.Data}", $"--output={photos.Output}"));
        Assert.Contains("lacks the file train-images-idx3-ubyte.gz", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(photos.Output));
    }

    internal static JsonNode Summary(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "summary.json")))!;

    private static IEnumerable<string> Files(string folder) => Directory.GetFileSystemEntries(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    // The base's first kernel, wherever it stands.
    private static float[] Kernel(Model model) => model.Weights.First(w => w.Path.Contains("conv1", StringComparison.Ordinal) && w.Shape.Rank == 4).Values.ToArray();
}
