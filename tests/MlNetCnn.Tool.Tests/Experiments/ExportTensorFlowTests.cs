using MlNetCnn.Keras;
using MlNetCnn.TensorFlow;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Networks;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>export-tensorflow.</summary>
public sealed class ExportTensorFlowTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ExportTensorFlowTests()
    {
        var model = FashionConvnet.Create();
        model.InitializeWeights(42);
        model.Save(_folder.File("model.keras"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_file_becomes_a_frozen_graph()
    {
        var said = Run(0, "--output=" + _folder.File("deeper", "model.pb"));
        Assert.Contains("333,526 parameters", said, StringComparison.Ordinal);
        Assert.Contains("gives dense_1: Float[?,10]", said, StringComparison.Ordinal);
        var expected = Model.Load(_folder.File("model.keras")).ToTensorFlowGraph().Graph;
        Assert.Equal(expected.Nodes.Select(n => n.Name), GraphDef.Load(_folder.File("deeper", "model.pb")).Nodes.Select(n => n.Name));
    }

    [Fact]
    public void Layers_and_a_fixed_batch_can_be_asked_for() =>
        Assert.Contains("gives conv2d: Float[3,", Run(0, "--output=" + _folder.File("layers.pb"), "--layer=conv2d,dense", "--batch-size=3"), StringComparison.Ordinal);

    [Theory]
    [InlineData("saved-model", "saved_model.pb")]
    [InlineData("tensorflowjs", "model.json", "group1-shard1of1.bin")]
    public void It_becomes_a_folder(string format, params string[] files)
    {
        Run(0, "--output=" + _folder.File("out"), "--format=" + format);
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.EnumerateFiles(_folder.File("out")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--format must be", "--output=FOLDER/x", "--format=onnx")]
    [InlineData("Nearest:", "--output=FOLDER/a.pb", "--layer=nothing")]
    [InlineData("is there already", "--output=FOLDER/model.pb")]
    [InlineData("is there already", "--output=FOLDER")]
    [InlineData("is a file, and a saved-model is a folder", "--output=FOLDER/model.keras", "--overwrite")]
    public void What_cannot_be_done_is_said_in_a_line(string message, params string[] args)
    {
        File.WriteAllText(_folder.File("model.pb"), "there");
        Assert.Contains(message, Run(2, [.. args.Select(a => a.Replace("FOLDER", _folder.Path, StringComparison.Ordinal))]), StringComparison.Ordinal);
    }

    private string Run(int code, params string[] args)
    {
        var session = new Session();
        Assert.True(session.Run(["export-tensorflow", "--model=" + _folder.File("model.keras"), .. args]) == code, session.Output + session.Error);
        return code == 0 ? session.Output : session.Error;
    }
}
