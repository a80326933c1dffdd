using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Real;

/// <summary>The model files that real Keras saved, 2.1.3 to 3.x: there and back in both formats, and the numbers that are known of them.</summary>
public sealed class KerasModelFileTests
{
    private static readonly string[] Files =
    [
        "fashion_mnist_best-cnn-model.h5", "fashion_mnist_best-cnn-model.keras", "mlperftiny_cifar10_resnet8.h5", "mlperftiny_vww_96_mobilenetv1_025.h5",
        "cifar10_arnavagrawal.h5", "cifar10_bn_hit123esh.keras", "dl4j/fullconfigs_cnn/cnn_batch_norm.h5",
    ];

    public static TheoryData<string, string> Journeys => [.. Files.SelectMany(f => new[] { (f, ".keras .h5"), (f, ".h5 .keras") })];

    /// <summary>Saved and loaded in one format, then in the other: each time the same configuration, the same bits in the weights, the same bits from the engine.</summary>
    [Theory]
    [MemberData(nameof(Journeys))]
    public void There_and_back_nothing_changes(string file, string endings)
    {
        using var folder = new TempFolder();
        var model = Model.Load(TestData.Path(["keras_models", .. file.Split('/')]));
        AssertSurvives(model, folder, endings);
    }

    [Fact]
    public void ImageNet_weights_survive_too()
    {
        using var folder = new TempFolder();
        var model = Applications.MobileNet(inputShape: [64, 64, 3], includeTop: false, alpha: 0.75);
        model.LoadWeights(TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5"), byName: true);
        AssertSurvives(model, folder, ".h5 .keras");
    }

    [Fact]
    public void ResNet8_of_MLPerf_Tiny_is_right_at_0_880()
    {
        var model = Model.Load(TestData.Path("keras_models", "mlperftiny_cifar10_resnet8.h5"));
        using var packed = new GZipStream(File.OpenRead(TestData.Path("cifar10", "test_batch_first1017.bin.gz")), CompressionMode.Decompress);
        var records = new byte[1017 * 3073];
        packed.ReadExactly(records);
        var input = new Tensor(1017, [32, 32, 3]);
        for (var n = 0; n < 1017; n++)
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < 1024; i++)
                    input.Span[(n * 1024 + i) * 3 + c] = records[n * 3073 + 1 + c * 1024 + i];
        using var executable = new ManagedEngine().Compile(model);
        var scores = executable.Predict([input])[0];
        var right = Enumerable.Range(0, 1017).Count(n => scores[n].ToArray().Index().MaxBy(s => s.Item).Index == records[n * 3073]);
        // Stated to three digits; one picture is .00098.
        Assert.Equal(.880, right / 1017.0, 5e-4);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".keras .h5")]
    public void Recorded_predictions_are_repeated(string endings)
    {
        using var folder = new TempFolder();
        var model = Model.Load(TestData.Path("keras_models", "dl4j", "fullconfigs_cnn", "cnn_batch_norm.h5"));
        foreach (var ending in endings.Split(' ', StringSplitOptions.RemoveEmptyEntries)) model = Again(model, folder, ending);
        float[] values = [.. Npy<double>("input.npy").Select(v => (float)v)];
        var input = new Tensor(values.Length / 300, [10, 10, 3]);
        values.CopyTo(input.Span);
        using var executable = new ManagedEngine().Compile(model);
        Closeness.AssertClose(Npy<float>("predictions.npy"), executable.Predict([input])[0].Span.ToArray(), 1e-6);
    }

    [Fact]
    public void VGG19_takes_the_first_three_blocks_by_name()
    {
        var model = Applications.Vgg19(includeTop: false, inputShape: [32, 32, 3]);
        var report = model.LoadWeights(TestData.Path("imagenet", "vgg19_block1-3.h5"), byName: true);
        Assert.Equal(8, report.Loaded.Count);
        Assert.Equal(["block1_conv1", "block1_conv2", "block2_conv1", "block2_conv2", "block3_conv1", "block3_conv2", "block3_conv3", "block3_conv4"], report.Loaded);
        Assert.Equal(model.Layers.Where(l => l.Weights.Count > 0).Select(l => l.Name).Except(report.Loaded), report.Missing);
        Assert.Empty(report.Ignored);
        // The sums that h5py and numpy find.
        Assert.Equal(-3.5411860072526906, Sum(model.GetLayer("block1_conv1").Weights[0]), 1e-9);
        Assert.Equal(4.800642366404645, Sum(model.GetLayer("block3_conv4").Weights[1]), 1e-9);
    }

    private static void AssertSurvives(Model model, TempFolder folder, string endings)
    {
        Tensor input = new(4, model.InputShape);
        var random = new RandomStream(1, "input");
        foreach (ref var value in input.Span) value = (float)random.NextDouble();
        using var executable = new ManagedEngine().Compile(model);
        var expected = executable.Predict([input])[0].Span.ToArray();
        foreach (var ending in endings.Split(' '))
        {
            var again = Again(model, folder, ending);
            Assert.Equal(model.ToJson(), again.ToJson());
            Assert.Equal(model.Weights.Count, again.Weights.Count);
            Assert.All(model.Weights.Zip(again.Weights), p =>
            {
                Assert.Equal((p.First.Path, p.First.Shape), (p.Second.Path, p.Second.Shape));
                Assert.True(MemoryMarshal.AsBytes(p.First.Values).SequenceEqual(MemoryMarshal.AsBytes(p.Second.Values)), p.First.Path);
            });
            using var other = new ManagedEngine().Compile(again);
            Assert.Equal(expected, other.Predict([input])[0].Span.ToArray());
            model = again;
        }
    }

    private static Model Again(Model model, TempFolder folder, string ending)
    {
        model.Save(folder.File("again" + ending));
        return Model.Load(folder.File("again" + ending));
    }

    private static double Sum(Weight weight)
    {
        double sum = 0;
        foreach (var value in weight.Values) sum += value;
        return sum;
    }

    /// <summary>The values of a numpy file.</summary>
    private static T[] Npy<T>(string name)
        where T : unmanaged
    {
        var bytes = File.ReadAllBytes(TestData.Path("keras_models", "dl4j", "fullconfigs_cnn", name));
        return MemoryMarshal.Cast<byte, T>(bytes.AsSpan(10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)))).ToArray();
    }
}
