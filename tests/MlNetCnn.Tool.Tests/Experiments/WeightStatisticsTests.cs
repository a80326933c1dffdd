using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Networks;

namespace MlNetCnn.Tool.Tests.Experiments;

public sealed class WeightStatisticsTests
{
    [Fact]
    public void The_first_convolution_is_shown_beside_an_untrained_one()
    {
        using var folder = new TempFolder();
        var model = FashionConvnet.Create();
        model.InitializeWeights(42);
        model.Save(folder.File("model.keras"));
        var session = new Session();

        Assert.True(session.Run("weight-statistics", $"--model={folder.File("model.keras")}", $"--output={folder.File("out")}") == 0, session.Error);

        Assert.Equal(
            ["both.png", "both.svg", "kernels.png", "kernels.svg", "report.html", "summary.json", "trained.png", "trained.svg", "untrained.png", "untrained.svg"],
            Directory.GetFiles(folder.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var summary = ConvnetTests.Summary(folder.File("out"));
        // Drawn with the same seed, so that both are the same; Glorot's uniform deviation is its limit by the root of 3.
        Assert.Equal((double)summary["untrainedMean"]!, (double)summary["mean"]!);
        Assert.Equal(Math.Sqrt(6.0 / (9 * 33)) / Math.Sqrt(3), (double)summary["standardDeviation"]!, 0.01);
    }

    [Fact]
    public void The_chapters_model_has_the_chapters_figures()
    {
        var file = TestData.Path("keras_models", "fashion_mnist_best-cnn-model.keras");
        using var folder = new TempFolder();

        Assert.Equal(0, new Session().Run("weight-statistics", $"--model={file}", $"--output={folder.File("out")}"));

        var summary = ConvnetTests.Summary(folder.File("out"));
        // What the chapter's notebook printed: -0.014383553 0.23351653, and of its untrained network 0.0846.
        Assert.Equal(-0.014383553, (double)summary["mean"]!, 1e-7);
        Assert.Equal(0.23351653, (double)summary["standardDeviation"]!, 1e-7);
        Assert.Equal(0.0821, (double)summary["untrainedStandardDeviation"]!, 0.01);
    }

    [Fact]
    public void A_layer_that_is_not_there_is_named()
    {
        using var folder = new TempFolder();
        var model = FashionConvnet.Create();
        model.InitializeWeights(1);
        model.Save(folder.File("model.keras"));
        var session = new Session();

        Assert.Equal(2, session.Run("weight-statistics", $"--model={folder.File("model.keras")}", "--layer=conv9", $"--output={folder.File("out")}"));

        Assert.Contains("has no layer 'conv9' with a kernel; there are conv2d", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }
}
