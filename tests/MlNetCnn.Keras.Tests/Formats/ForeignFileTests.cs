using System.Diagnostics;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>Files of other kinds that come under a model's name: what they are is said at once.</summary>
public sealed class ForeignFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pointer of Git LFS", "76657273696F6E2068747470733A2F2F6769742D6C66732E6769746875622E636F6D2F737065632F76310A")]
    [InlineData("compressed with gzip", "1F8B0808")]
    [InlineData("a web page", "0A203C21444F43545950452068746D6C3E")]
    [InlineData("a web page", "EFBBBF3C68746D6C3E")]
    [InlineData("TensorFlow Lite", "1C00000054464C3314002000")]
    [InlineData("a picture", "FFD8FFE000104A46")]
    [InlineData("a picture", "89504E470D0A1A0A")]
    [InlineData("an array of NumPy", "934E554D505901007600")]
    [InlineData("it is JSON", "7B226D6F64756C65")]
    [InlineData("a pickle", "8004950A00000000")]
    [InlineData("it may be an ONNX file, which OnnxModel.Load reads", "080712077079746163")]
    [InlineData("it starts with 0A07120770797461; models of TensorFlow (.pb) and PyTorch", "0A0712077079746163")]
    [InlineData("it starts with 00;", "00")]
    [InlineData("the file is empty", "")]
    public void A_file_of_another_kind_is_named(string expected, string start)
    {
        var path = _folder.File("model.h5");
        File.WriteAllBytes(path, Convert.FromHexString(start));
        var e = Assert.Throws<ModelFormatException>(() => Model.Load(path));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Equal("byte 0", e.Place);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_pipe_is_refused_instead_of_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes among its files.");
        var path = _folder.File("model.h5");
        using (var made = Process.Start("mkfifo", [path])) await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        var e = await Assert.ThrowsAsync<ModelFormatException>(() => Task.Run(() => Model.Load(path)));
        Assert.Contains("the file is empty", e.Message, StringComparison.Ordinal);
    }
}
