using System.IO.Compression;
using MlNetCnn.Compute;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Trained networks on pictures, from the folder that the environment variable <c>MLNETCNN_DATA</c> names.</summary>
internal static class RealCases
{
    /// <summary>Name of the environment variable.</summary>
    public const string Variable = "MLNETCNN_DATA";

    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        new("real_fashion_cnn", CaseKind.Real, () => Model.Load(At("keras_models/fashion_mnist_best-cnn-model.keras")))
        {
            HasWeights = true,
            Given = FashionPictures,
            Missing = () => Absent("keras_models/fashion_mnist_best-cnn-model.keras", Fashion),
        },
        new("real_mobilenet_0.75_elephant", CaseKind.Real, () => Applications.MobileNet(alpha: 0.75, weights: At("imagenet/mobilenet_7_5_224_tf.h5")))
        {
            HasWeights = true,
            Given = Elephant,
            Claim = new Claim("African_elephant .9642", scores => Math.Abs(scores.Span[386] - 0.9642) < 5e-5),
            Missing = () => Absent("imagenet/mobilenet_7_5_224_tf.h5", ElephantPicture),
        },
        new("real_cifar10_resnet8", CaseKind.Real, () => Model.Load(At("keras_models/mlperftiny_cifar10_resnet8.h5")))
        {
            HasWeights = true,
            Range = (0, 255),
            Missing = () => Absent("keras_models/mlperftiny_cifar10_resnet8.h5"),
        },
    ];

    private const string Fashion = "fashion_mnist/t10k-images-first4443-idx3-ubyte.gz";

    private const string ElephantPicture = "reference/elephant_224_nearest.png";

    private static string At(string name) => Path.Combine(Environment.GetEnvironmentVariable(Variable) ?? "", name);

    private static string? Absent(params string[] names) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable))
        ? $"{Variable} is not set"
        : names.FirstOrDefault(name => !File.Exists(At(name))) is { } absent ? $"{Variable} has no {absent}" : null;

    /// <summary>The first 32 test pictures, 0 to 1.</summary>
    private static IReadOnlyList<Tensor> FashionPictures()
    {
        using var file = new GZipStream(File.OpenRead(At(Fashion)), CompressionMode.Decompress);
        var bytes = new byte[16 + 32 * 784];
        file.ReadExactly(bytes);
        return [new Tensor(32, [28, 28, 1], bytes.Skip(16).Select(b => b / 255f).ToArray())];
    }

    private static IReadOnlyList<Tensor> Elephant()
    {
        float[] pixels = [.. ImageFile.Load(At(ElephantPicture)).Pixels.ToArray().Select(b => (float)b)];
        PixelPreprocessing.Apply(Preprocessing.Tf, pixels);
        return [new Tensor(1, [224, 224, 3], pixels)];
    }
}
