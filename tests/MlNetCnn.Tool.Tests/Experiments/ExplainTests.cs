using System.Text.Json.Nodes;
using System.Xml.Linq;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Arrays;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>The command <c>explain</c>, on a network whose reasons are known, on ones that were trained, and on real ones.</summary>
public sealed class ExplainTests
{
    [Fact]
    public void The_map_is_highest_where_the_class_is_and_everything_is_written()
    {
        using var net = new ColourNet();
        var session = new Session();

        Assert.True(net.Run(session, "explain") == 0, session.Error);

        Assert.Equal(
            ["grad-cam-heatmap.png", "grad-cam-normalised.npy", "grad-cam-overlay.jpg", "grad-cam-overlay.png", "grad-cam-plate.png", "grad-cam.npy", "report.html", "summary.json"],
            Directory.GetFiles(net.Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var (picture, found) = Found(net.Output);
        Assert.Equal(("red", 0, "sums"), ((string?)found["class"], (int)found["index"]!, (string?)found["layer"]));
        Assert.Equal(["red", "blue"], picture["top"]!.AsArray().Select(c => (string?)c!["class"]));
        Assert.InRange(Peak(found).Row, 4, 16);
        Assert.InRange(Peak(found).Column, 6, 18);
        foreach (var file in new[] { "grad-cam-heatmap.png", "grad-cam-overlay.png", "grad-cam-overlay.jpg" })
            Assert.Equal((40, 60), ImageFile.Load(Path.Combine(net.Output, file)) is var image ? (image.Height, image.Width) : default);
        Assert.Contains("explained: red (class 0)", session.Output, StringComparison.Ordinal);
        Assert.Contains("grad-cam: 10 x 15 of sums, highest at row", session.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_arrays_are_the_map_as_it_is_and_from_0_to_1()
    {
        using var net = new ColourNet();
        Assert.Equal(0, net.Run(new Session(), "explain"));

        var raw = NpyFile.Read(Path.Combine(net.Output, "grad-cam.npy"));
        var normalised = NpyFile.Read(Path.Combine(net.Output, "grad-cam-normalised.npy"));
        Assert.Equal([10, 15], raw.Shape);
        Assert.Equal(raw.Shape, normalised.Shape);
        Assert.Equal(1, normalised.Values.Max());
        Assert.Equal(0, normalised.Values.Min());
        Assert.Equal(raw.Values.Select(v => Math.Max(0, v) / raw.Values.Max()), normalised.Values, (a, b) => Math.Abs(a - b) < 1e-6);
        // The book's overlay of that map, from what is in the files.
        var overlay = new Heatmap(10, 15, raw.Values).Overlay(ImageFile.Load(net.Picture));
        Assert.Equal(overlay.Pixels, ImageFile.Load(Path.Combine(net.Output, "grad-cam-overlay.png")).Pixels);
    }

    [Theory]
    [InlineData("--class=blue")]
    [InlineData("--class=BLUE")]
    [InlineData("--class=1")]
    public void Another_class_has_its_map_elsewhere(string option)
    {
        using var net = new ColourNet();

        Assert.Equal(0, net.Run(new Session(), "explain", option));

        var found = Found(net.Output).Explanation;
        Assert.Equal("blue", (string?)found["class"]);
        Assert.InRange(Peak(found).Row, 28, 36);
        Assert.InRange(Peak(found).Column, 44, 52);
    }

    [Fact]
    public void Before_the_softmax_the_score_is_another()
    {
        using var net = new ColourNet();

        Assert.Equal(0, net.Run(new Session(), "explain"));
        var probability = Found(net.Output).Explanation;
        Assert.Equal(0, net.Run(new Session(), "explain", "--logits"));
        var logit = Found(net.Output).Explanation;

        Assert.Equal("logit", (string?)ConvnetTests.Summary(net.Output)["score"]);
        // Two classes with opposite weights: the softmax of a and -a is the sigmoid of 2 a.
        Assert.Equal(1 / (1 + Math.Exp(-2 * (double)logit["score"]!)), (double)probability["score"]!, 1e-5);
    }

    [Fact]
    public void All_methods_stand_on_one_page()
    {
        using var net = new ColourNet();
        var session = new Session();

        Assert.True(net.Run(session, "explain", "--method=all", "--layer=colours", "--smooth", "--colormap=viridis", "--intensity=0.5") == 0, session.Error);

        var found = ConvnetTests.Summary(net.Output)["pictures"]![0]!["explanations"]!.AsArray();
        Assert.Equal(ExplanationMethods.All.Select(m => m.Name), found.Select(e => (string?)e!["method"]));
        var page = XDocument.Parse(File.ReadAllText(Path.Combine(net.Output, "report.html")).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).ToString();
        Assert.All(ExplanationMethods.All, m => Assert.Contains(m.Name, page, StringComparison.Ordinal));
        Assert.All(found, e => Assert.All(e!["files"]!.AsArray(), f => Assert.True(new FileInfo(Path.Combine(net.Output, (string)f!)).Length > 0)));
        Assert.All(found.Where(e => (string?)e!["layer"] is { } layer), e => Assert.Equal("colours", (string?)e!["layer"]));
        Assert.Equal([20, 30, 3], NpyFile.Read(Path.Combine(net.Output, "saliency-attributions.npy")).Shape);
        Assert.InRange((double)found.Single(e => (string?)e!["method"] == "integrated-gradients")!["completenessGap"]!, -0.1, 0.1);
    }

    [Fact]
    public void The_same_run_makes_the_same_files_whatever_the_threads()
    {
        using var net = new ColourNet();

        Assert.Equal(0, net.Run(new Session(), "explain", "--method=grad-cam,saliency", "--threads=1", $"--output={net.File("a")}"));
        Assert.Equal(0, net.Run(new Session(), "explain", "--method=grad-cam,saliency", "--threads=2", $"--output={net.File("b")}"));

        var files = Directory.GetFiles(net.File("a")).Select(f => Path.GetFileName(f)).ToList();
        Assert.Equal(15, files.Count);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(net.File("a", f)), File.ReadAllBytes(net.File("b", f))));
    }

    [Fact]
    public void A_zip_is_explained_as_its_network()
    {
        using var photos = new SmallPhotos();
        Assert.Equal(0, photos.Train(new Session()));
        var picture = photos.Photo("star", 7);

        Assert.Equal(0, new Session().Run("explain", $"--model={Path.Combine(photos.Output, "model.zip")}", $"--image={picture}", $"--output={photos.File("zip")}"));
        Assert.Equal(0, new Session().Run("explain", $"--model={Path.Combine(photos.Output, "model.keras")}", $"--image={picture}", $"--output={photos.File("keras")}"));

        Assert.Equal(File.ReadAllBytes(photos.File("keras", "grad-cam.npy")), File.ReadAllBytes(photos.File("zip", "grad-cam.npy")));
        Assert.Equal(Found(photos.File("keras")).Picture["top"]!.ToJsonString(), Found(photos.File("zip")).Picture["top"]!.ToJsonString());
        Assert.Equal("tf", (string?)ConvnetTests.Summary(photos.File("zip"))["preprocessing"]);
    }

    [Fact]
    public void A_zip_of_features_and_classifier_is_explained_as_one_network()
    {
        using var photos = new SmallPhotos();
        Assert.Equal(0, new Session().Run("feature-extraction", $"--data={photos.Data}", $"--weights={SmallBase.Write(photos)}", $"--output={photos.Output}", "--epochs=2", "--hidden=8"));
        var session = new Session();

        Assert.True(session.Run("explain", $"--model={Path.Combine(photos.Output, "model.zip")}", $"--image={photos.Photo("disk", 8)}", $"--output={photos.File("why")}", "--layer=conv_pw_5_relu") == 0, session.Error);

        Assert.Equal(["disk", "star", "triangle"], Found(photos.File("why")).Picture["top"]!.AsArray().Select(c => (string)c!["class"]!).Order(StringComparer.Ordinal));
        Assert.Equal(0, new Session().Run("predict", $"--model={Path.Combine(photos.Output, "model.zip")}", $"--input={photos.Photo("disk", 8)}", $"--output={photos.File("said")}"));
        var said = JsonNode.Parse(File.ReadAllText(photos.File("said", "predictions.json")))!["predictions"]![0]!["top"]![0]!;
        Assert.Equal(((string?)said["class"], (float)said["score"]!), (Best(photos.File("why")) is var best ? ((string?)best["class"], (float)best["score"]!) : default));
    }

    [Fact]
    public void A_regression_is_explained_and_has_no_classes()
    {
        using var net = new ColourNet();
        var file = net.Write("regression.keras", Small(x => new Dense(1, name: "number").Call(x)));
        File.Delete(net.File("classes.txt"));
        var session = new Session();

        Assert.True(net.Run(session, "explain", $"--model={file}") == 0, session.Error);
        Assert.Equal("output", (string?)Best(net.Output)["class"]);
        Assert.Null(Found(net.Output).Explanation["index"]);

        Assert.Equal(2, net.Run(session, "explain", $"--model={file}", "--class=0"));
        Assert.Contains("it has no classes", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_of_two_outputs_and_of_no_pictures_are_refused()
    {
        using var net = new ColourNet();
        var input = KerasTensor.Input([20, 30, 3]);
        var mean = new GlobalAveragePooling2D().Call(input);
        var two = net.Write("two.keras", new Model([input], [new Dense(2).Call(mean), new Dense(3).Call(mean)]));
        var vector = KerasTensor.Input([5]);
        var flat = net.Write("flat.keras", new Model(vector, new Dense(2, "softmax").Call(vector)));
        var dense = KerasTensor.Input([20, 30, 3]);
        var noConvolution = net.Write("dense.keras", new Model(dense, new Dense(2, "softmax").Call(new Flatten().Call(dense))));

        Error(two, "1 input and 2 outputs");
        Error(flat, "pictures have height, width");
        Error(noConvolution, "has no convolution");

        void Error(string model, string expected)
        {
            var session = new Session();
            Assert.Equal(2, net.Run(session, "explain", $"--model={model}"));
            Assert.Contains(expected, Assert.Single(session.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.False(Directory.Exists(net.Output));
        }
    }

    [Theory]
    [InlineData("model file 'NONE' does not exist", "--model=NONE")]
    [InlineData("picture 'NONE' does not exist", "--image=NONE")]
    [InlineData("is a folder", "--image=FOLDER")]
    [InlineData("cannot be read: ", "--image=TEXT")]
    [InlineData("TEXT", "--model=TEXT")]
    [InlineData("no layer 'colour', neither itself nor in a nested model. Nearest: colours", "--layer=colour")]
    [InlineData("which has no positions", "--layer=mean")]
    [InlineData("There are 2 classes 'crane': give one of their indices, 0, 1.", "--class=crane", "--classes=CRANES")]
    [InlineData("There are 2 classes 'Crane': give one of their indices, 0 (crane), 1 (crane).", "--class=Crane", "--classes=CRANES")]
    [InlineData("There is no class 'bleu'. Nearest: blue", "--class=bleu")]
    [InlineData("has 2 classes, 0 to 1", "--class=2")]
    [InlineData("has 2 classes, 0 to 1", "--class=-1")]
    [InlineData("There is no method 'gradcam'. Nearest: grad-cam", "--method=gradcam")]
    [InlineData("There is no method 'gradcam'. Nearest: grad-cam", "--method=all,gradcam")]
    [InlineData("names no method; there are", "--method=,")]
    [InlineData("--layer is for methods that look at a layer: ", "--method=saliency", "--layer=colours")]
    [InlineData("--smooth is for class activation maps", "--method=saliency", "--smooth")]
    [InlineData("--colormap must be one of jet, viridis, not grey", "--colormap=grey")]
    [InlineData("--intensity must be from 0 to 1, not 2", "--intensity=2")]
    [InlineData("names 3 classes; the model has 2", "--classes=THREE")]
    [InlineData("There is no application 'vgg99'", "--application=vgg99")]
    public void Errors_name_what_was_wrong_and_end_with_2(string expected, params string[] options)
    {
        using var net = new ColourNet();
        File.WriteAllText(net.File("text"), "neither picture nor model");
        File.WriteAllText(net.File("three"), "a\nb\nc\n");
        File.WriteAllText(net.File("cranes"), "crane\ncrane\n");
        string Real(string text) => text.Replace("NONE", net.File("none"), StringComparison.Ordinal).Replace("FOLDER", Path.GetDirectoryName(net.Net), StringComparison.Ordinal)
            .Replace("TEXT", net.File("text"), StringComparison.Ordinal).Replace("THREE", net.File("three"), StringComparison.Ordinal)
            .Replace("CRANES", net.File("cranes"), StringComparison.Ordinal);
        var session = new Session();

        Assert.Equal(2, net.Run(session, "explain", [.. options.Select(Real)]));

        Assert.Contains(Real(expected), session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", session.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(net.Output));
    }

    [Fact]
    public void Weights_of_the_first_layers_alone_explain_nothing_and_the_line_says_what_they_are_good_for()
    {
        using var net = new ColourNet();
        var part = PartOfBase.Write(net.File("mobilenet_2_5_32_tf_no_top.keras"));
        var session = new Session();

        Assert.Equal(2, net.Run(session, "explain", $"--model={part}"));

        var error = Assert.Single(session.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("has no weights for conv_dw_3, conv_dw_3_bn", error, StringComparison.Ordinal);
        Assert.EndsWith("activations and filter-patterns show the layers that are there.", error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_probability_of_1_has_nothing_left_to_explain_and_its_logit_has()
    {
        using var net = new ColourNet();
        var sure = Model.Load(net.Net);
        sure.Weights.Single(w => w.Path == "classes/kernel").SetValues([8000, -8000, -8000, 8000]);
        net.Write("net.keras", sure);
        var session = new Session();

        Assert.Equal(0, net.Run(session, "explain"));
        Assert.Contains("nothing speaks for it: the map is zero everywhere", session.Output, StringComparison.Ordinal);
        Assert.Contains("--logits looks at the score before it", session.Output, StringComparison.Ordinal);
        Assert.Null(Found(net.Output).Explanation["peak"]);
        Assert.All(NpyFile.Read(Path.Combine(net.Output, "grad-cam-normalised.npy")).Values, v => Assert.Equal(0, v));

        Assert.Equal(0, net.Run(new Session(), "explain", "--logits"));
        Assert.InRange(Peak(Found(net.Output).Explanation).Row, 4, 16);
    }

    [Fact]
    public void A_map_of_zeros_is_not_put_down_to_a_probability_of_0_or_1_where_it_is_none()
    {
        using var net = new ColourNet();
        var unsure = Model.Load(net.Net);
        unsure.Weights.Single(w => w.Path == "classes/kernel").SetValues([0, 0, 0, 0]);
        var session = new Session();

        Assert.Equal(0, net.Run(session, "explain", $"--model={net.Write("unsure.keras", unsure)}"));

        Assert.Contains("nothing speaks for it: the map is zero everywhere", session.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--logits", session.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_without_their_network_ask_for_its_name()
    {
        using var net = new ColourNet();
        var file = PartOfBase.WriteWeights(net.File("mine.weights.h5"));
        var session = new Session();

        Assert.Equal(2, net.Run(session, "explain", $"--model={file}"));

        Assert.Contains("holds weights without their network; say which it is with --application=NAME, one of inception_v3, mobilenet", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_it_ends_with_130_and_writes_nothing()
    {
        using var net = new ColourNet();
        var session = new Session();

        Assert.Equal(130, session.Run(new CancellationToken(canceled: true), "explain", $"--model={net.Net}", $"--image={net.Picture}", $"--output={net.Output}"));

        Assert.False(Directory.Exists(net.Output));
    }

    [Theory]
    [InlineData("grad-cam", "--logits")]
    [InlineData("grad-cam++", "")]
    [InlineData("layer-cam", "")]
    public void MobileNet_finds_the_elephants(string method, string more)
    {
        var (weights, picture) = (TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5"), TestData.Path("images", "creative_commons_elephant.jpg"));
        using var folder = new TempFolder();

        Assert.Equal(0, new Session().Run(["explain", $"--model={weights}", $"--image={picture}", $"--method={method}", $"--output={folder.File("out")}", .. more.Length > 0 ? [more] : Array.Empty<string>()]));

        var (_, found) = Found(folder.File("out"));
        Assert.Equal(("African_elephant", 386, "conv_pw_13_relu"), ((string?)found["class"], (int)found["index"]!, (string?)found["layer"]));
        Assert.Equal([7, 7], NpyFile.Read(folder.File("out", method + ".npy")).Shape);
        // The large elephant's body, from the ear to the back.
        Assert.InRange(Peak(found).Row, 90, 280);
        Assert.InRange(Peak(found).Column, 410, 890);
    }

    internal static (JsonNode Picture, JsonNode Explanation) Found(string folder) =>
        ConvnetTests.Summary(folder)["pictures"]![0]! is var picture ? (picture, picture["explanations"]![0]!) : default;

    private static JsonNode Best(string folder) => Found(folder).Picture["top"]![0]!;

    internal static (int Row, int Column) Peak(JsonNode explanation) => ((int)explanation["peak"]![0]!, (int)explanation["peak"]![1]!);

    private static Model Small(Func<KerasTensor, KerasTensor> head)
    {
        var input = KerasTensor.Input([20, 30, 3]);
        var model = new Model(input, head(new GlobalAveragePooling2D().Call(new Conv2D(4, 3, activation: "relu").Call(input))));
        model.InitializeWeights(3);
        return model;
    }
}
