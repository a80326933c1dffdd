using System.Text;
using MlNetCnn.Keras;
using MlNetCnn.Onnx;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Networks;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>export-onnx.</summary>
public sealed class ExportOnnxTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ExportOnnxTests()
    {
        var model = FashionConvnet.Create();
        model.InitializeWeights(42);
        model.Save(_folder.File("model.keras"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_file_becomes_an_ONNX_file_with_the_names_beside_it()
    {
        string[] names = [.. Enumerable.Range(0, 10).Select(i => $"class {i}")];
        File.WriteAllLines(_folder.File("classes.txt"), names);
        var said = Run(0, "--output=" + _folder.File("deeper", "model.onnx"), "--channels-first", "--fold");
        Assert.Contains("333,526 parameters, opset 17", said, StringComparison.Ordinal);
        using var expected = new MemoryStream();
        Model.Load(_folder.File("model.keras")).WriteOnnx(expected, new OnnxOptions { ClassNames = names, InputLayout = OnnxInputLayout.ChannelsFirst, FoldBatchNormalization = true });
        Assert.Equal(expected.ToArray(), File.ReadAllBytes(_folder.File("deeper", "model.onnx")));
    }

    [Fact]
    public void Layers_and_logits_can_be_asked_for()
    {
        Run(0, "--output=" + _folder.File("layers.onnx"), "--layer=conv2d,dense");
        Assert.Contains("conv2d", Encoding.Latin1.GetString(File.ReadAllBytes(_folder.File("layers.onnx"))), StringComparison.Ordinal);
        Run(0, "--output=" + _folder.File("logits.onnx"), "--logits", "--opset=22");
        Assert.Contains("_logits", Encoding.Latin1.GetString(File.ReadAllBytes(_folder.File("logits.onnx"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("its ending must be one of .onnx", "--output=a.pb")]
    [InlineData("--opset must be", "--output=a.onnx", "--opset=9")]
    [InlineData("Nearest:", "--output=FOLDER/a.onnx", "--layer=nothing")]
    [InlineData("is there already", "--output=FOLDER/model.onnx")]
    public void What_cannot_be_done_is_said_in_a_line(string message, params string[] args)
    {
        File.WriteAllText(_folder.File("model.onnx"), "there");
        Assert.Contains(message, Run(2, [.. args.Select(a => a.Replace("FOLDER", _folder.Path, StringComparison.Ordinal))]), StringComparison.Ordinal);
    }

    private string Run(int code, params string[] args)
    {
        var session = new Session();
        Assert.True(session.Run(["export-onnx", "--model=" + _folder.File("model.keras"), .. args]) == code, session.Error);
        return code == 0 ? session.Output : session.Error;
    }
}
