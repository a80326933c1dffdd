using System.Text.Json.Nodes;
using MlNetCnn.Imaging;
using MlNetCnn.Testing;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Tests.Experiments;

public sealed class QuickstartTests
{
    [Fact]
    public void Without_data_a_set_is_drawn_and_everything_is_written()
    {
        using var home = new TempFolder();
        var session = new Session();

        Assert.Equal(0, session.Run("quickstart", $"--home={home.Path}", "--images=8", "--epochs=2", "--hidden=8", "--base-epochs=1", "--tune-epochs=2"));

        Assert.True(File.Exists(home.File("data", "sample", "disk", "disk.0008.png")));
        Assert.Equal(
            [
                "accuracy.png", "accuracy.svg", "base-accuracy.png", "base-accuracy.svg", "base-history.csv", "base-history.json", "base-loss.png", "base-loss.svg", "classes.txt", "explained.png", "features",
                "head-accuracy.png", "head-accuracy.svg", "head-history.csv", "head-history.json", "head-loss.png", "head-loss.svg", "history.csv", "history.json", "loss.png", "loss.svg",
                "model.keras", "model.zip", "report.html", "summary.json",
            ],
            Directory.GetFileSystemEntries(home.File("artifacts", "Quickstart")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(2, History.ReadJson(home.File("artifacts", "Quickstart", "history.json")).Count);
        Assert.Equal(3, File.ReadAllLines(home.File("artifacts", "Quickstart", "history.csv")).Length);
        Assert.Equal(["disk", "star", "triangle"], File.ReadAllLines(home.File("artifacts", "Quickstart", "classes.txt")));
        Assert.Equal((500, 800), ImageFile.Load(home.File("artifacts", "Quickstart", "loss.png")) is var image ? (image.Height, image.Width) : default);
    }

    [Fact]
    public void One_picture_is_explained_at_the_end()
    {
        using var photos = new SmallPhotos();
        var session = new Session();

        Assert.Equal(0, photos.Train(session));

        var overlay = Path.Combine(photos.Output, "explained.png");
        Assert.Contains(": " + overlay, session.Output, StringComparison.Ordinal);
        Assert.Equal((120, 160), ImageFile.Load(overlay) is var image ? (image.Height, image.Width) : default);
        Assert.Contains("A picture explained", File.ReadAllText(Path.Combine(photos.Output, "report.html")), StringComparison.Ordinal);
        // The picture is one of the test's, and the saved model's explanation of it is the same.
        var name = session.Output.Split('\n').Single(l => l.StartsWith("what in ", StringComparison.Ordinal)).Split(' ')[2];
        Assert.Equal(0, new Session().Run("explain", $"--model={Path.Combine(photos.Output, "model.zip")}", $"--image={Path.Combine(photos.Data, name.Split('.')[0], name)}", "--logits", $"--output={photos.File("why")}"));
        Assert.Equal(File.ReadAllBytes(overlay), File.ReadAllBytes(photos.File("why", "grad-cam-overlay.png")));
    }

    [Fact]
    public void The_summary_has_the_runs_figures_under_plain_names()
    {
        using var photos = new SmallPhotos();

        Assert.Equal(0, photos.Train(new Session(), "--seed=7", "--threads=1"));

        var summary = Summary(photos);
        Assert.InRange((double)summary["testAccuracy"]!, 0, 1);
        Assert.InRange((double)summary["validationAccuracy"]!, 0, 1);
        Assert.InRange((double)summary["testLoss"]!, 0, 100);
        Assert.InRange((double)summary["seconds"]!, 0.001, 1000);
        Assert.InRange((double)summary["imagesPerSecond"]!, 0.01, 1e6);
        Assert.Equal((24, 0), ((int)summary["featuresComputed"]!, (int)summary["featuresFromCache"]!));
        Assert.Equal((12, 6, 6), ((int)summary["trainImages"]!, (int)summary["validationImages"]!, (int)summary["testImages"]!));
        Assert.Equal((7, 1, 2, 1), ((int)summary["seed"]!, (int)summary["threads"]!, (int)summary["headEpochs"]!, (int)summary["epochs"]!));
        Assert.InRange((double)summary["testAccuracyBefore"]!, 0, 1);
        Assert.Equal("block3_conv", (string?)summary["unfreezeFrom"]);
        Assert.Equal("managed", (string?)summary["engine"]);
        Assert.StartsWith("Microsoft.ML", (string?)summary["microsoftML"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_takes_every_feature_from_the_cache_and_learns_the_same()
    {
        using var photos = new SmallPhotos();
        Assert.Equal(0, photos.Train(new Session(), "--threads=1"));
        var (history, report, first) = (File.ReadAllText(Path.Combine(photos.Output, "history.json")), File.ReadAllText(Path.Combine(photos.Output, "report.html")), Predictions(photos, "first"));

        var session = new Session();
        Assert.Equal(0, photos.Train(session, "--threads=2"));

        Assert.Equal((0, 24), ((int)Summary(photos)["featuresComputed"]!, (int)Summary(photos)["featuresFromCache"]!));
        Assert.Contains("all 24 features from the cache", session.Output, StringComparison.Ordinal);
        Assert.Equal(history, File.ReadAllText(Path.Combine(photos.Output, "history.json")));
        Assert.Equal(report, File.ReadAllText(Path.Combine(photos.Output, "report.html")));
        Assert.Equal(first, Predictions(photos, "second"));
    }

    [Fact]
    public void One_changed_photo_is_computed_anew_and_no_other()
    {
        using var photos = new SmallPhotos();
        Assert.Equal(0, photos.Train(new Session()));
        // A test picture: the base learns from the others.
        var image = ImageFile.Load(photos.Photo("star", 8));
        image.Pixels.Fill(200);
        ImageFile.SavePng(image, photos.Photo("star", 8));

        Assert.Equal(0, photos.Train(new Session()));

        Assert.Equal((1, 23), ((int)Summary(photos)["featuresComputed"]!, (int)Summary(photos)["featuresFromCache"]!));
    }

    [Fact]
    public void Redirected_output_is_a_few_plain_lines()
    {
        using var photos = new SmallPhotos();
        var session = new Session();

        Assert.Equal(0, photos.Train(session));

        var lines = session.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, 8, 30);
        Assert.Equal(4, lines.Count(l => l.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\u001b', session.Output);
        Assert.DoesNotContain('\r', session.Output);
        Assert.EndsWith("model.zip loaded again: it repeats the predictions of 6 pictures, bit for bit", lines[^1].TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(session.Error);
    }

    [Fact]
    public void A_fit_that_is_cancelled_keeps_the_best_so_far()
    {
        using var photos = new SmallPhotos();
        using var cancellation = new CancellationTokenSource();
        var session = new Session { OnLine = line => { if (line.StartsWith("epoch 2/500", StringComparison.Ordinal)) cancellation.Cancel(); } };

        Assert.Equal(130, photos.Train(session, cancellation.Token, "--epochs=500"));

        var summary = Summary(photos);
        Assert.True((bool)summary["cancelled"]!);
        Assert.Equal(2, (int)summary["epochs"]!);
        Assert.Contains("Stopped early", session.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(photos.Output, "model.zip")));
    }

    [Fact]
    public void Cancelled_while_its_base_trains_the_base_is_kept_and_no_model_is_promised()
    {
        using var photos = new SmallPhotos();
        using var cancellation = new CancellationTokenSource();
        var session = new Session { OnLine = line => { if (line.StartsWith("epoch 2/9", StringComparison.Ordinal)) cancellation.Cancel(); } };

        Assert.Equal(130, photos.Train(session, cancellation.Token, "--base-epochs=9"));

        Assert.Contains($"is kept in '{photos.Output}': the same command with --resume", session.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Stopped early", session.Output, StringComparison.Ordinal);
        Assert.Equal(["base.backup"], Directory.GetFileSystemEntries(photos.Output).Select(Path.GetFileName));
        var resumed = new Session();
        Assert.Equal(0, photos.Train(resumed, "--base-epochs=9", "--resume"));
        Assert.DoesNotContain("epoch 2/9", resumed.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(photos.Output, "*.backup"));
    }

    [Fact]
    public void Cancelled_before_there_is_anything_nothing_is_written()
    {
        using var photos = new SmallPhotos();

        Assert.Equal(130, photos.Train(new Session(), new CancellationToken(canceled: true), $"--cache={photos.File("cache")}"));

        Assert.False(Directory.Exists(photos.Output));
    }

    internal static JsonNode Summary(SmallPhotos photos) => JsonNode.Parse(File.ReadAllText(Path.Combine(photos.Output, "summary.json")))!;

    private static byte[] Predictions(SmallPhotos photos, string folder)
    {
        Assert.Equal(0, new Session().Run("predict", $"--model={Path.Combine(photos.Output, "model.zip")}", $"--input={photos.Data}", $"--output={photos.File(folder)}"));
        return File.ReadAllBytes(photos.File(folder, "predictions.npy"));
    }
}
