using System.Text.Json.Nodes;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Arrays;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>The command <c>activations</c>.</summary>
public sealed class ActivationsTests
{
    [Fact]
    public void Every_layer_with_positions_is_written_and_dead_channels_are_counted()
    {
        using var net = new ColourNet();
        var session = new Session();

        Assert.True(net.Run(session, "activations") == 0, session.Error);

        Assert.Equal(
            ["colours.npy", "colours.png", "pool.npy", "pool.png", "report.html", "summary.json", "sums.npy", "sums.png"],
            Directory.GetFiles(net.Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["colours", "pool", "sums"], Layers(net.Output).Select(l => (string?)l!["layer"]));
        Assert.Equal([3], Layers(net.Output)[0]!["deadChannels"]!.AsArray().Select(d => (int)d!));
        Assert.Contains("colours (None, 20, 30, 4): 4 channels, 1 dead", session.Output, StringComparison.Ordinal);
        Assert.True(ImageFile.Load(Path.Combine(net.Output, "colours.png")).Width > 4 * 30);
    }

    [Fact]
    public void The_arrays_hold_what_the_layers_give()
    {
        using var net = new ColourNet();

        Assert.Equal(0, net.Run(new Session(), "activations", "--layer=colours,mean"));

        var colours = NpyFile.Read(Path.Combine(net.Output, "colours.npy"));
        Assert.Equal([20, 30, 4], colours.Shape);
        var picture = new Resize(20, 30).Apply(ImageFile.Load(net.Picture));
        for (var i = 0; i < 600; i++)
            Assert.Equal(Math.Max(0, (picture.Pixels[3 * i] - picture.Pixels[3 * i + 1] - picture.Pixels[3 * i + 2]) / 255f), colours.Values[4 * i], 1e-5);
        // A layer without positions has numbers and no grid.
        Assert.Equal([2], NpyFile.Read(Path.Combine(net.Output, "mean.npy")).Shape);
        Assert.False(File.Exists(Path.Combine(net.Output, "mean.png")));
    }

    [Fact]
    public void One_channel_is_shown_large()
    {
        using var net = new ColourNet();

        Assert.Equal(0, net.Run(new Session(), "activations", "--channel=1", "--layer=sums,colours"));
        Assert.True(ImageFile.Load(Path.Combine(net.Output, "channel-1.png")).Height > 80);

        var session = new Session();
        Assert.Equal(2, net.Run(session, "activations", "--channel=2"));
        Assert.Contains("--channel=2: the layer 'sums' has 2 channels, 0 to 1", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("channel-1.png", "--channel=1", "--layer=colours")]
    public void A_photo_may_be_larger_than_a_figure_shows(string file, params string[] more)
    {
        using var net = new ColourNet();
        ImageFile.SavePng(new Image(3, 5000, 3), net.File("wide.png"));
        var session = new Session();

        Assert.True(net.Run(session, "activations", [$"--image={net.File("wide.png")}", .. more]) == 0, session.Error);

        Assert.True(new FileInfo(Path.Combine(net.Output, file)).Length is > 0 and < 1_000_000);
    }

    [Fact]
    public void A_network_whose_values_are_no_numbers_is_refused_before_anything_is_written()
    {
        using var net = new ColourNet();
        var model = Model.Load(net.Net);
        model.Weights.Single(w => w.Path == "colours/kernel").SetValues([.. Enumerable.Repeat(float.NaN, 12)]);
        var session = new Session();

        Assert.Equal(2, net.Run(session, "activations", $"--model={net.Write("nan.keras", model)}"));

        Assert.Contains("not finite", session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(net.Output));
    }

    [Fact]
    public void A_size_that_a_base_cannot_have_is_refused()
    {
        using var net = new ColourNet();
        var part = PartOfBase.Write(net.File("mobilenet_2_5_32_tf_no_top.keras"));
        var session = new Session();

        Assert.Equal(2, net.Run(session, "activations", $"--model={part}", "--size=31"));

        Assert.Contains("--size=31: mobilenet_0.25 takes pictures of at least 32 x 32 pixels.", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_shows_what_its_network_as_a_keras_file_shows()
    {
        using var photos = new SmallPhotos();
        Assert.Equal(0, photos.Train(new Session()));

        foreach (var kind in new[] { "zip", "keras" })
            Assert.Equal(0, new Session().Run("activations", $"--model={Path.Combine(photos.Output, "model." + kind)}", $"--image={photos.Photo("disk", 3)}", $"--output={photos.File(kind)}"));

        Assert.Equal(["block1_conv", "block1_pool", "block2_conv", "block2_pool", "block3_conv", "block3_pool"], Layers(photos.File("zip")).Select(l => (string?)l!["layer"]));
        Assert.Equal(File.ReadAllBytes(photos.File("keras", "block3_conv.npy")), File.ReadAllBytes(photos.File("zip", "block3_conv.npy")));
    }

    [Fact]
    public void Weights_of_the_first_layers_show_those_and_no_others()
    {
        using var net = new ColourNet();
        var part = PartOfBase.Write(net.File("mobilenet_2_5_32_tf_no_top.keras"));
        var session = new Session();

        Assert.True(net.Run(session, "activations", $"--model={part}") == 0, session.Error);
        Assert.Equal(PartOfBase.Last, (string?)Layers(net.Output)[^1]!["layer"]);

        Assert.Equal(2, net.Run(session, "activations", $"--model={part}", "--layer=conv_pw_3_relu", $"--output={net.File("other")}"));
        Assert.Contains("has no weights for conv_dw_3, conv_dw_3_bn, conv_pw_3, conv_pw_3_bn, which the layer 'conv_pw_3_relu' depends on", session.Error, StringComparison.Ordinal);
        Assert.Contains("conv_dw_1, conv_pw_1, conv_dw_2, conv_pw_2.", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(net.File("other")));
    }

    [Theory]
    [InlineData("no layer 'colors', neither itself nor in a nested model. Nearest: colours", "--layer=colors")]
    [InlineData("names no layer", "--layer=,")]
    [InlineData("is a folder", "--image=FOLDER")]
    [InlineData("cannot be read", "--image=MODEL")]
    [InlineData("is a folder; --model names a model file", "--model=FOLDER")]
    [InlineData("--size=64: the model takes (None, 20, 30, 3)", "--size=64")]
    [InlineData("--channel must be a whole number of at least 0, not -1", "--channel=-1")]
    public void Errors_name_what_was_wrong_and_end_with_2(string expected, string option)
    {
        using var net = new ColourNet();
        var session = new Session();

        Assert.Equal(2, net.Run(session, "activations", option.Replace("FOLDER", Path.GetDirectoryName(net.Net), StringComparison.Ordinal).Replace("MODEL", net.Net, StringComparison.Ordinal)));

        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(net.Output));
    }

    [Fact]
    public void MobileNet_shows_twelve_of_its_layers_from_edges_to_sparse()
    {
        var (weights, picture) = (TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5"), TestData.Path("images", "creative_commons_elephant.jpg"));
        using var folder = new TempFolder();

        Assert.Equal(0, new Session().Run("activations", $"--model={weights}", $"--image={picture}", $"--output={folder.Path}"));

        var layers = Layers(folder.Path);
        Assert.Equal(("conv1_relu", "conv_pw_13_relu", 12), ((string?)layers[0]!["layer"], (string?)layers[^1]!["layer"], layers.Count));
        // The deeper, the fewer positions answer.
        Assert.True(ShareAtZero("conv_pw_1_relu") < 0.6);
        Assert.True(ShareAtZero("conv_pw_13_relu") > 0.7);

        double ShareAtZero(string layer) => NpyFile.Read(folder.File(layer + ".npy")).Values.Average(v => v == 0 ? 1.0 : 0);
    }

    private static JsonArray Layers(string folder) => ConvnetTests.Summary(folder)["layers"]!.AsArray();
}
