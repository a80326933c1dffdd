using System.Buffers.Binary;
using System.IO.Compression;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Real;

/// <summary>Whole models that real Keras trained and saved, on the first 4,443 test pictures of Fashion-MNIST.</summary>
public sealed class FashionMnistTests
{
    [Theory]
    [InlineData("fashion_mnist_best-cnn-model.h5", .9147)]
    [InlineData("fashion_mnist_best-cnn-model.keras", .9064)]
    public void Keras_models_give_the_accuracy_that_Keras_gave(string file, double expected)
    {
        var model = Model.Load(TestData.Path("keras_models", file));
        var images = Read("t10k-images-first4443-idx3-ubyte.gz", 16);
        var labels = Read("t10k-labels-first4443-idx1-ubyte.gz", 8);
        var tensor = new Tensor(labels.Length, [28, 28, 1]);
        for (var i = 0; i < images.Length; i++) tensor.Span[i] = images[i] / 255f;
        using var executable = new ManagedEngine().Compile(model);
        var scores = executable.Predict([tensor])[0];
        var right = 0;
        for (var i = 0; i < labels.Length; i++)
            if (scores[i].ToArray().Index().MaxBy(s => s.Item).Index == labels[i]) right++;
        // The accuracy is stated to four digits; one picture is .00023.
        Assert.Equal(expected, (double)right / labels.Length, 1e-4);
    }

    private static byte[] Read(string file, int header)
    {
        using var stream = new GZipStream(File.OpenRead(TestData.Path("fashion_mnist", file)), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        Assert.Equal(4443, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)));
        return bytes[header..];
    }
}
