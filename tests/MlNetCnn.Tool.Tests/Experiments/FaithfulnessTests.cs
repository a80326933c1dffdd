using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Tool.Tests.Experiments;

public sealed class FaithfulnessTests
{
    [Fact]
    public void A_smoke_run_writes_the_report_the_pictures_the_net_and_the_summary()
    {
        using var folder = new TempFolder();
        var session = new Session();

        Assert.True(Run(session, folder, "out", "--smoke") == 0, session.Error);

        Assert.Equal(
            ["misses.png", "model.keras", "pictures.png", "report.html", "summary.json"],
            Directory.GetFiles(folder.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var summary = ConvnetTests.Summary(folder.File("out"));
        Assert.Equal((12, 2, 2), ((int)summary["pointingPictures"]!, summary["pointingRandomEach"]!.AsArray().Count, (int)summary["epochs"]!));
        Assert.Equal(["grad-cam", "saliency", "noise"], summary["methods"]!.AsObject().Select(m => m.Key));
        var gradCam = summary["methods"]!["grad-cam"]!;
        Assert.InRange((double)gradCam["averageDrop"]!, 0, 100);
        Assert.InRange((double)gradCam["deletion"]!, 0, 1);
        Assert.InRange((double)gradCam["insertion"]!, 0, 1);
        // Nine layers with weights: five of weights and four batch normalizations.
        Assert.Equal(9, gradCam["rankCorrelations"]!.AsObject().Count);
        Assert.Equal(("classes", "conv1"), (gradCam["rankCorrelations"]!.AsObject().First().Key, gradCam["rankCorrelations"]!.AsObject().Last().Key));
        Assert.Empty(summary["methods"]!["noise"]!["rankCorrelations"]!.AsObject());
        Assert.Contains("grad-cam points at the object in", session.Output, StringComparison.Ordinal);
        Assert.Contains("pointing %", session.Output, StringComparison.Ordinal);
        var report = File.ReadAllText(folder.File("out", "report.html"));
        Assert.Contains("Does Grad-CAM point at the object?", report, StringComparison.Ordinal);
        Assert.Contains("<td>", report, StringComparison.Ordinal);
        Assert.Equal("localizing_convnet", Model.Load(folder.File("out", "model.keras")).Name);
    }

    [Fact]
    public void The_same_seed_gives_the_same_report_whatever_the_threads()
    {
        using var folder = new TempFolder();

        Assert.Equal(0, Run(new Session(), folder, "one", "--smoke", "--methods=grad-cam", "--threads=1", "--seed=3"));
        Assert.Equal(0, Run(new Session(), folder, "two", "--smoke", "--methods=grad-cam", "--threads=2", "--seed=3"));

        Assert.Equal(File.ReadAllText(folder.File("one", "report.html")), File.ReadAllText(folder.File("two", "report.html")));
    }

    /// <summary>The issue's bar in small: the whole target has more pictures and epochs, and docs/results.md its figures.</summary>
    [Fact]
    public void Grad_cam_points_at_objects_that_the_net_has_learned_and_not_when_its_weights_are_random()
    {
        using var folder = new TempFolder();
        var session = new Session();

        Assert.True(Run(session, folder, "out", "--images=120", "--epochs=8", "--methods=grad-cam", "--pictures=1", "--random-models=10", "--curve-steps=2") == 0, session.Error);

        var summary = ConvnetTests.Summary(folder.File("out"));
        Assert.True((double)summary["pointing"]! >= 0.8, session.Output);
        Assert.InRange((double)summary["pointingRandom"]!, 0.05, 0.25);
        Assert.InRange((double)summary["pointingChance"]!, 0.12, 0.18);
    }

    [Fact]
    public void A_method_that_does_not_exist_is_named_with_those_that_do()
    {
        using var folder = new TempFolder();
        var session = new Session();

        Assert.Equal(2, Run(session, folder, "out", "--smoke", "--methods=grad-cm"));

        Assert.Contains("There is no method 'grad-cm'. Nearest: grad-cam", session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void Cancelled_while_it_trains_there_are_no_results()
    {
        using var folder = new TempFolder();
        using var cancellation = new CancellationTokenSource();
        var session = new Session { OnLine = line => { if (line.StartsWith("epoch 1/50", StringComparison.Ordinal)) cancellation.Cancel(); } };

        Assert.Equal(130, session.Run(cancellation.Token, "faithfulness", $"--home={folder.Path}", $"--output={folder.File("out")}", "--images=16", "--epochs=50"));

        Assert.Equal(["training.backup"], Directory.GetFileSystemEntries(folder.File("out")).Select(Path.GetFileName));
    }

    private static int Run(Session session, TempFolder folder, string output, params string[] options) =>
        session.Run(["faithfulness", $"--home={folder.Path}", $"--output={folder.File(output)}", .. options]);
}
