using System.Text.Json.Nodes;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Networks;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>summary, plot-model, convert-model, inspect-file.</summary>
public sealed class ShowModelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ShowModelTests()
    {
        var model = FashionConvnet.Create();
        model.InitializeWeights(42);
        model.Layers[0].Trainable = false;
        model.Save(_folder.File("model.keras"));
    }

    [Fact]
    public void The_summary_is_Keras_3s_or_the_books()
    {
        var model = Model.Load(_folder.File("model.keras"));
        Assert.Equal(model.Summary(new() { Style = SummaryStyle.Keras3 }), Run("summary", "--model=MODEL"));
        Assert.Equal(model.Summary(), Run("summary", "--model=MODEL", "--keras2"));
        Assert.Equal(model.Summary(new() { Style = SummaryStyle.TfKeras2, ShowTrainable = true, LineLength = 80 }), Run("summary", "--model=MODEL", "--tf-keras2", "--show-trainable", "--line-length=80"));
        Assert.Equal(
            Applications.Vgg16(includeTop: false, inputShape: [150, 150, 3]).Summary(new() { Style = SummaryStyle.Keras3, ConsoleWidth = 120 }),
            Run("summary", "--application=vgg16", "--no-top", "--size=150", "--console-width=120"));
    }

    [Fact]
    public void The_list_of_layers_is_a_table_for_other_programs()
    {
        Run("summary", "--model=MODEL", "--output=FOLDER/deeper/layers.csv");
        var lines = File.ReadAllLines(_folder.File("deeper", "layers.csv"));
        Assert.Equal(9, lines.Length);
        Assert.Equal("index,path,class,input_shape,output_shape,params,trainable_params,trainable,activation,connected_to", lines[0]);
        Assert.Equal("""0,conv2d,Conv2D,"(None, 28, 28, 1)","(None, 28, 28, 32)",320,0,false,relu,input_layer[0][0]""", lines[1]);

        Run("summary", "--model=MODEL", "--output=FOLDER/layers.json");
        var json = JsonNode.Parse(File.ReadAllText(_folder.File("layers.json")))!;
        Assert.Equal((333_526, 333_206, 8, 6), ((int)json["params"]!, (int)json["trainableParams"]!, (int)json["weights"]!, (int)json["trainableWeights"]!));
        Assert.Equal(("dense_1", "[[10]]"), ((string)json["layers"]![7]!["path"]!, json["layers"]![7]!["outputShapes"]!.ToJsonString()));

        Run("summary", "--model=MODEL", "--output=FOLDER/summary.txt", "--keras2");
        Assert.Equal(Model.Load(_folder.File("model.keras")).Summary(), File.ReadAllText(_folder.File("summary.txt")));
    }

    [Fact]
    public void A_model_is_drawn_as_svg_and_png()
    {
        Run("plot-model", "--model=MODEL", "--output=FOLDER/plot.svg", "--show-trainable", "--show-params", "--show-activations", "--show-dtype");
        var svg = File.ReadAllText(_folder.File("plot.svg"));
        foreach (var text in new[] { "frozen", "trainable", "Conv2D 3x3, relu", "float32, 320 parameters", "(None, 28, 28, 32)" }) Assert.Contains($">{text}</text>", svg, StringComparison.Ordinal);
        Run("plot-model", "--model=MODEL", "--output=FOLDER/plot.png", "--rankdir=lr", "--scale=1", "--no-shapes", "--no-names");
        var image = ImageFile.Decode(File.ReadAllBytes(_folder.File("plot.png")), "plot.png");
        Assert.True(image.Width > 3 * image.Height);
        Assert.Contains(_folder.File("artifacts", "PlotModel", "mobilenet_0.25.svg"), Run("plot-model", "--application=mobilenet_0.25", $"--home={_folder.Path}"), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("artifacts", "PlotModel", "mobilenet_0.25.svg")));
    }

    [Fact]
    public void A_model_goes_through_every_form_and_comes_back_the_same()
    {
        Assert.Contains("333,526 parameters; read back, all 8 weights the same", Run("convert-model", "--model=MODEL", "--output=FOLDER/new/a.h5"), StringComparison.Ordinal);
        Run("convert-model", "--model=FOLDER/new/a.h5", "--output=FOLDER/b.keras");
        Run("convert-model", "--model=FOLDER/b.keras", "--output=FOLDER/c.weights.h5");
        Run("convert-model", "--model=FOLDER/b.keras", "--output=FOLDER/d.json");
        var model = Model.Load(_folder.File("model.keras"));
        var back = Model.FromJson(File.ReadAllText(_folder.File("d.json")));
        back.LoadWeights(_folder.File("c.weights.h5"));
        Assert.All(model.Weights.Zip(back.Weights), pair => Assert.True(pair.First.Values.SequenceEqual(pair.Second.Values)));
        Assert.Equal(6, back.TrainableWeights.Count);
        // Once more over the first needs to be told.
        Assert.Contains("is there already; --overwrite replaces it", Fail("convert-model", "--model=MODEL", "--output=FOLDER/new/a.h5"), StringComparison.Ordinal);
        Run("convert-model", "--model=MODEL", "--output=FOLDER/new/a.h5", "--overwrite");
    }

    [Fact]
    public void Weights_of_an_application_become_a_whole_model()
    {
        var application = Applications.All.Single(a => a.Name == "mobilenet_0.25");
        var weights = application.Create(includeTop: false, inputShape: [32, 32, 3]);
        weights.InitializeWeights(3);
        weights.SaveWeights(_folder.File("notop.weights.h5"));
        var error = Fail("convert-model", "--model=FOLDER/notop.weights.h5", "--output=FOLDER/whole.keras");
        Assert.Contains("holds weights without their network; say which it is with --application=NAME", error, StringComparison.Ordinal);
        Run("convert-model", "--model=FOLDER/notop.weights.h5", "--application=mobilenet_0.25", "--size=32", "--output=FOLDER/whole.keras");
        Assert.Equal(weights.CountParams(), Model.Load(_folder.File("whole.keras")).CountParams());
        Assert.Contains("--application=NAME", Fail("weight-statistics", "--model=FOLDER/notop.weights.h5", "--output=FOLDER/out"), StringComparison.Ordinal);
        Run("weight-statistics", "--model=FOLDER/notop.weights.h5", "--application=mobilenet_0.25", "--output=FOLDER/out");
    }

    [Fact]
    public void A_file_is_laid_open()
    {
        var text = Run("inspect-file", "--model=MODEL");
        foreach (var line in new[] { "model.keras: zip archive", "    {\"keras_version\":\"3.9.2\"", "          vars/", "            0: float32 (3, 3, 1, 32)", "of 8 layers and 333,526 parameters." }) Assert.Contains(line, text, StringComparison.Ordinal);
        Run("convert-model", "--model=MODEL", "--output=FOLDER/a.h5");
        text = Run("inspect-file", "--model=FOLDER/a.h5");
        foreach (var line in new[] { "a.h5: HDF5", "@model_config: ", "@layer_names: ", "kernel: float32 (3, 3, 1, 32)" }) Assert.Contains(line, text, StringComparison.Ordinal);
        new Sequential([2]) { new Dense(1) }.SaveWeights(_folder.File("w.weights.h5"));
        Assert.Contains("It holds weights without their network", Run("inspect-file", "--model=FOLDER/w.weights.h5"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model=FILE or --application=NAME", "summary")]
    [InlineData("no application 'vgg'; there are", "summary", "--application=vgg")]
    [InlineData("say one", "summary", "--model=MODEL", "--keras2", "--keras3")]
    [InlineData("its ending must be one of .txt, .csv, .json", "summary", "--model=MODEL", "--output=FOLDER/a.xlsx")]
    [InlineData("--line-length must be a whole number from 20", "summary", "--model=MODEL", "--line-length=3")]
    [InlineData("20 characters are too few", "summary", "--application=resnet50", "--line-length=20")]
    [InlineData("does not exist", "plot-model", "--model=FOLDER/none.keras")]
    [InlineData("is a folder", "plot-model", "--model=FOLDER")]
    [InlineData("its ending must be one of .svg, .png", "plot-model", "--model=MODEL", "--output=FOLDER/a.gif")]
    [InlineData("at least 32", "plot-model", "--application=vgg16", "--size=8")]
    [InlineData("--scale must be from 0.25 to 4", "plot-model", "--model=MODEL", "--scale=9")]
    [InlineData("its ending must be one of .keras, .h5, .hdf5, .json", "convert-model", "--model=MODEL", "--output=FOLDER/a.onnx")]
    [InlineData("neither an HDF5 file nor a zip archive", "inspect-file", "--model=FOLDER/text.h5")]
    [InlineData("the file is empty", "summary", "--model=FOLDER/empty.h5")]
    public void What_cannot_be_done_is_said_in_a_line(string message, params string[] args)
    {
        File.WriteAllText(_folder.File("text.h5"), "this is no model");
        File.WriteAllText(_folder.File("empty.h5"), "");
        var error = Fail(args);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Run(params string[] args)
    {
        var session = new Session();
        Assert.True(session.Run(Placed(args)) == 0, session.Error);
        return session.Output;
    }

    private string Fail(params string[] args)
    {
        var session = new Session();
        Assert.Equal(2, session.Run(Placed(args)));
        Assert.Empty(session.Output);
        return session.Error;
    }

    private string[] Placed(string[] args) => [.. args.Select(a => a.Replace("MODEL", _folder.File("model.keras"), StringComparison.Ordinal).Replace("FOLDER", _folder.Path, StringComparison.Ordinal))];
}
