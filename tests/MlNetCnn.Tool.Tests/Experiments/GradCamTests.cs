using MlNetCnn.Testing;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>The command <c>grad-cam</c>.</summary>
public sealed class GradCamTests
{
    [Fact]
    public void Without_options_pictures_are_drawn_and_a_small_network_is_trained_on_them()
    {
        using var home = new TempFolder();
        var session = new Session();

        Assert.True(session.Run("grad-cam", $"--home={home.Path}", "--images=8", "--most=3") == 0, session.Error);

        var output = home.File("artifacts", "GradCam");
        var pictures = ConvnetTests.Summary(output)["pictures"]!.AsArray();
        Assert.Equal(["disk", "star", "triangle"], pictures.Select(p => Path.GetFileName(Path.GetDirectoryName((string)p!["file"]!))));
        Assert.All(pictures, p => Assert.Equal("block3_conv", (string?)p!["explanations"]![0]!["layer"]));
        Assert.Equal(3, Directory.GetFiles(output, "*-grad-cam-overlay.png").Length);
        Assert.Empty(Directory.GetFiles(output, "*.backup"));
        // The network is kept, and explains the same picture in the same way.
        var first = (string)pictures[0]!["file"]!;
        Assert.Equal(0, new Session().Run("explain", $"--model={Path.Combine(output, "model.keras")}", $"--image={first}", $"--output={home.File("again")}"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(output, $"disk-{Path.GetFileNameWithoutExtension(first)}-grad-cam.npy")), File.ReadAllBytes(home.File("again", "grad-cam.npy")));
    }

    [Fact]
    public void A_folder_of_pictures_is_explained_some_of_each_part()
    {
        using var net = new ColourNet();
        foreach (var name in new[] { "a/1.png", "a/2.png", "b/1.png", "b/1.jpg" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(net.File("set", name))!);
            File.Copy(net.Picture, net.File("set", name));
        }

        Assert.Equal(0, net.Run(new Session(), "grad-cam", $"--image={net.File("set")}", "--class=blue"));
        var files = Directory.GetFiles(net.Output, "*-grad-cam.npy").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["a-1-grad-cam.npy", "a-2-grad-cam.npy", "b-1-grad-cam.npy", "b-1.png-grad-cam.npy"], files);
        Assert.All(ConvnetTests.Summary(net.Output)["pictures"]!.AsArray(), p => Assert.Equal("blue", (string?)p!["explanations"]![0]!["class"]));

        Assert.Equal(0, net.Run(new Session(), "grad-cam", $"--image={net.File("set")}", "--most=2", $"--output={net.File("two")}"));
        Assert.Equal(["a-1-grad-cam.npy", "b-1-grad-cam.npy"], Directory.GetFiles(net.File("two"), "*-grad-cam.npy").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--model and --image are given together", "--model=MODEL")]
    [InlineData("--model and --image are given together", "--image=MODEL")]
    [InlineData("does not exist", "--model=MODEL", "--image=none")]
    [InlineData("holds no pictures", "--model=MODEL", "--image=EMPTY")]
    [InlineData("--most must be a whole number from 1 to 1000", "--most=0")]
    public void Errors_name_what_was_wrong_and_end_with_2(string expected, params string[] options)
    {
        using var net = new ColourNet();
        Directory.CreateDirectory(net.File("empty"));
        var session = new Session();

        Assert.Equal(2, session.Run(["grad-cam", $"--output={net.Output}", .. options.Select(o => o.Replace("MODEL", net.Net, StringComparison.Ordinal).Replace("EMPTY", net.File("empty"), StringComparison.Ordinal))]));

        Assert.Contains(expected, session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(net.Output));
    }
}
