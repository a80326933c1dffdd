using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class BatchIndependenceTests
{
    public static TheoryData<string> Layers => [.. Makers.Keys];

    private static readonly Dictionary<string, Func<Layer>> Makers = new()
    {
        ["max"] = () => new MaxPooling2D(3, 2, Padding.Same),
        ["pairs"] = () => new MaxPooling2D(),
        ["average"] = () => new AveragePooling2D(3, 1, Padding.Same),
        ["global_max"] = () => new GlobalMaxPooling2D(),
        ["batch_normalization"] = () => new BatchNormalization(),
        ["normalization"] = () => new Normalization([1], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        ["bilinear"] = () => new UpSampling2D(3, Interpolation.Bilinear),
        ["cropping"] = () => new Cropping2D(1),
        ["permute"] = () => new Permute([3, 1, 2]),
        ["prelu"] = () => new PReLU(),
        ["gelu"] = () => new Activation("gelu"),
        ["mish"] = () => new Activation("mish"),
        ["softmax"] = () => new Softmax(),
    };

    /// <summary>In inference mode an element's results, forward and backward, are the same bits alone and anywhere in a batch.</summary>
    [Theory, MemberData(nameof(Layers))]
    public void An_element_does_not_see_its_neighbours(string name)
    {
        Shape shape = [5, 7, 19];
        var layer = Makers[name]();
        Net.Of(shape, layer);
        var x = Net.Batch(4, shape);
        int count = (int)shape.Count, outputs = (int)layer.ComputeOutputShape([shape]).Count;
        var dy = Net.Random(4 * outputs, "dy");
        var all = OperationHarness.Run(layer, [x], dy, threads: 2);
        for (var n = 0; n < 4; n++)
        {
            var alone = OperationHarness.Run(layer, [new Tensor(1, shape, x[n].ToArray())], dy[(n * outputs)..((n + 1) * outputs)]);
            Assert.Equal(all.Output[(n * outputs)..((n + 1) * outputs)], alone.Output);
            Assert.Equal(all.InputGradients[0][(n * count)..((n + 1) * count)], alone.InputGradients[0]);
        }
    }
}
