using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Tests.Import;
using MlNetCnn.Protobuf.Tests.Hostile;

namespace MlNetCnn.Onnx.Tests.Hostile;

/// <summary>Damaged ONNX files: cut off at every byte, every byte changed, and at random.</summary>
public sealed class OnnxMutationTests(ITestOutputHelper output)
{
    [Fact]
    public void A_file_cut_at_any_byte_or_with_any_byte_changed_is_read_or_refused()
    {
        var fuzz = new MessageFuzz(Use);
        using var file = new MemoryStream();
        new Sequential([3, 3, 1]) { new Conv2D(1, 2, padding: Padding.Same, activation: Activations.Relu), new MaxPooling2D(), new Flatten(), new Dense(2) }.WriteOnnx(file);
        var bytes = file.ToArray();
        fuzz.Cut(bytes, "tiny");
        fuzz.Change(bytes, "tiny");
        output.WriteLine($"{fuzz}");
        Assert.InRange(fuzz.Refused, fuzz.Tried / 4, fuzz.Tried - 1);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        var fuzz = new MessageFuzz(Use);
        for (var i = 0; i < PyTorchFiles.Names.Length; i++)
            fuzz.Mutate(PyTorchFiles.Bytes(PyTorchFiles.Names[i]), PyTorchFiles.Bytes(PyTorchFiles.Names[(i + 1) % PyTorchFiles.Names.Length]), PyTorchFiles.Names[i], percent: 2);
        output.WriteLine($"{fuzz}");
        Assert.InRange(fuzz.Refused, fuzz.Tried / 10, fuzz.Tried - 1);
    }

    /// <summary>What is read is a sound model.</summary>
    private static void Use(Stream stream, string name)
    {
        var model = OnnxModel.Load(stream, name).Model;
        _ = model.CountParams();
        _ = model.ToJson();
    }
}
