using System.Text.Json.Nodes;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Arrays;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>The command <c>filter-patterns</c>.</summary>
public sealed class FilterPatternsTests
{
    [Fact]
    public void A_filter_for_red_gives_red_and_one_for_nothing_is_dead()
    {
        using var folder = new TempFolder();
        var session = new Session();

        Assert.True(Run(session, folder, "--steps=5") == 0, session.Error);

        Assert.Equal(
            ["colours-activation.png", "colours.npy", "colours.png", "report.html", "summary.json"], Directory.GetFiles(folder.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var levels = NpyFile.Read(folder.File("out", "colours.npy"));
        Assert.Equal([3, 16, 16, 3], levels.Shape);
        // The gradient of the mean by each red input, and what the book divides by: the root mean square over (1, -0.25, -0.25), plus 1e-5.
        const double red = 1.0 / 256;
        var step = red / (red * Math.Sqrt(1.125 / 3) + 1e-5);
        Assert.Equal(138 + 5 * step, Mean(levels, 0, 0), 1.0);
        Assert.Equal(138 - 5 * step / 4, Mean(levels, 0, 1), 1.0);
        Assert.Equal(138 + 5 * step, Mean(levels, 1, 2), 1.0);
        var layer = Layer(folder);
        Assert.Equal([2], layer["dead"]!.AsArray().Select(d => (int)d!));
        // The mean of the noise, as the network takes it.
        Assert.Equal(138 * 0.5 / 255, (double)layer["filters"]![0]!["start"]!, 0.005);
        Assert.All(layer["filters"]!.AsArray().Take(2), f => Assert.True((double)f!["final"]! > (double)f["start"]!));
        Assert.Contains("colours: 3 of 3 filters, 1 dead; median activation from", session.Output, StringComparison.Ordinal);
        Assert.True(ImageFile.Load(folder.File("out", "colours.png")).Width > 3 * 16);
    }

    [Fact]
    public void The_same_seed_makes_the_same_files()
    {
        using var folder = new TempFolder();

        Assert.Equal(0, Run(new Session(), folder, "--steps=3", "--threads=1"));
        var (array, report) = (File.ReadAllBytes(folder.File("out", "colours.npy")), File.ReadAllText(folder.File("out", "report.html")));
        Assert.Equal(0, Run(new Session(), folder, "--steps=3", "--threads=2"));
        Assert.Equal(array, File.ReadAllBytes(folder.File("out", "colours.npy")));
        Assert.Equal(report, File.ReadAllText(folder.File("out", "report.html")));
        Assert.Equal(0, Run(new Session(), folder, "--steps=3", "--seed=1"));
        Assert.NotEqual(array, File.ReadAllBytes(folder.File("out", "colours.npy")));
    }

    [Fact]
    public void The_regularised_recipe_and_fewer_filters_of_several_layers()
    {
        using var folder = new TempFolder();

        Assert.Equal(0, Run(new Session(), folder, "--regularised", "--steps=2", "--filters=2", "--layer=colours,pool"));

        var summary = ConvnetTests.Summary(folder.File("out"));
        Assert.True((bool)summary["regularised"]!);
        Assert.Equal(["colours", "pool"], summary["layers"]!.AsArray().Select(l => (string?)l!["layer"]));
        Assert.Equal([2, 16, 16, 3], NpyFile.Read(folder.File("out", "pool.npy")).Shape);
    }

    [Fact]
    public void A_zip_has_patterns_too()
    {
        using var photos = new SmallPhotos();
        Assert.Equal(0, photos.Train(new Session()));
        var session = new Session();

        Assert.True(session.Run("filter-patterns", $"--model={Path.Combine(photos.Output, "model.zip")}", "--filters=4", "--size=24", "--steps=3", $"--output={photos.File("out")}") == 0, session.Error);

        var summary = ConvnetTests.Summary(photos.File("out"));
        Assert.Equal(("block2_conv", "tf"), ((string?)summary["layers"]![0]!["layer"], (string?)summary["preprocessing"]));
    }

    [Fact]
    public void Weights_of_the_first_layers_have_patterns_and_others_are_refused()
    {
        using var folder = new TempFolder();
        var part = PartOfBase.Write(folder.File("mobilenet_2_5_32_tf_no_top.keras"));
        var session = new Session();

        Assert.True(session.Run("filter-patterns", $"--model={part}", "--filters=2", "--size=32", "--steps=2", $"--output={folder.File("out")}") == 0, session.Error);
        Assert.Equal("conv_pw_1", (string?)Layer(folder)["layer"]);

        Assert.Equal(2, session.Run("filter-patterns", $"--model={part}", "--layer=conv_pw_9", $"--output={folder.File("other")}"));
        Assert.Contains("which the layer 'conv_pw_9' depends on. Convolutions whose weights are all there: conv1, conv_dw_1", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("other")));
    }

    [Theory]
    [InlineData("no layer 'colour', neither itself nor in a nested model. Nearest: colours", "--layer=colour")]
    [InlineData("--filters must be a whole number from 1 to 1024, not 0", "--filters=0")]
    [InlineData("--steps must be a whole number from 1 to 100000, not 0", "--steps=0")]
    [InlineData("--size must be a whole number from 8 to 1024, not 4", "--size=4")]
    [InlineData("does not exist", "--model=NONE")]
    public void Errors_name_what_was_wrong_and_end_with_2(string expected, string option)
    {
        using var folder = new TempFolder();
        var session = new Session();

        Assert.Equal(2, Run(session, folder, option.Replace("NONE", folder.File("none"), StringComparison.Ordinal)));

        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void Cancelled_it_ends_with_130_and_writes_nothing()
    {
        using var folder = new TempFolder();
        using var cancellation = new CancellationTokenSource();
        var session = new Session { OnLine = line => { if (line.Contains(": 20 %", StringComparison.Ordinal)) cancellation.Cancel(); } };

        Assert.Equal(130, session.Run(cancellation.Token, "filter-patterns", $"--model={Write(folder)}", "--size=16", "--steps=1000", $"--output={folder.File("out")}"));

        Assert.DoesNotContain("90 %", session.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void VGG19s_first_blocks_have_patterns_and_the_fourth_is_refused()
    {
        var weights = TestData.Path("imagenet", "vgg19_block1-3.h5");
        using var folder = new TempFolder();
        var session = new Session();

        Assert.True(session.Run("filter-patterns", $"--model={weights}", "--application=vgg19", "--filters=8", "--size=32", $"--output={folder.File("out")}") == 0, session.Error);

        var layer = Layer(folder);
        Assert.Equal("block3_conv1", (string?)layer["layer"]);
        Assert.Equal(8 - layer["dead"]!.AsArray().Count, (int)layer["risenThreefold"]!);
        Assert.Equal(2, session.Run("filter-patterns", $"--model={weights}", "--application=vgg19", "--layer=block4_conv1", $"--output={folder.File("other")}"));
        Assert.Contains("has no weights for block4_conv1, which the layer 'block4_conv1' depends on", session.Error, StringComparison.Ordinal);
    }

    private static int Run(Session session, TempFolder folder, params string[] more) =>
        session.Run(["filter-patterns", .. new[] { $"--model={Write(folder)}", "--layer=colours", "--size=16", $"--output={folder.File("out")}" }.Where(u => !more.Any(m => m.Split('=')[0] == u.Split('=')[0])), .. more]);

    /// <summary>A filter for red, one for blue, and one for nothing, before a classifier that takes one size alone.</summary>
    private static string Write(TempFolder folder)
    {
        var input = KerasTensor.Input([20, 20, 3]);
        var x = new MaxPooling2D(2, name: "pool").Call(new Conv2D(3, 1, activation: "relu", name: "colours").Call(input));
        var model = new Model(input, new Dense(2, "softmax").Call(new Flatten().Call(x)));
        model.Weights.Single(w => w.Path == "colours/kernel").SetValues([1, -0.25f, 0, -0.25f, -0.25f, 0, -0.25f, 1, 0]);
        model.Save(folder.File("colours.keras"));
        return folder.File("colours.keras");
    }

    private static double Mean(NpyArray levels, int filter, int channel) =>
        Enumerable.Range(0, 256).Average(i => (double)levels.Values[(filter * 256 + i) * 3 + channel]);

    private static JsonNode Layer(TempFolder folder) => ConvnetTests.Summary(folder.File("out"))["layers"]![0]!;
}
