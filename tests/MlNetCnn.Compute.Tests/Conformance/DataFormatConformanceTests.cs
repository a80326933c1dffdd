using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>A net with channels first, from end to end, next to its twin with channels last: the same weights, pictures turned.</summary>
public class DataFormatConformanceTests
{
    private static Model Make(DataFormat format)
    {
        const Padding Same = Padding.Same;
        var axis = format == DataFormat.ChannelsFirst ? 1 : -1;
        var x = KerasTensor.Input(format == DataFormat.ChannelsFirst ? [3, 12, 14] : [12, 14, 3]);
        KerasTensor Through(KerasTensor t, params Layer[] layers) => layers.Aggregate(t, (at, layer) => layer.Call(at));
        var stem = Through(
            x, new ZeroPadding2D(((1, 0), (0, 1)), format), new Conv2D(16, 3, padding: Same, activation: "relu", dataFormat: format), new BatchNormalization(axis), new MaxPooling2D(dataFormat: format));
        var left = Through(
            stem, new DepthwiseConv2D(3, padding: Same, dataFormat: format), new Activation("relu6"), new Conv2D(18, 1, dataFormat: format),
            new SeparableConv2D(20, 3, padding: Same, activation: "tanh", dataFormat: format));
        var right = Through(stem, new AveragePooling2D(2, 1, Same, format), new Conv2D(20, 3, padding: Same, dataFormat: format), new SpatialDropout2D(0.2, dataFormat: format));
        var merged = new Concatenate(axis).Call(new Add().Call(left, right), left);
        var end = Through(
            merged, new Conv2DTranspose(6, 3, strides: 2, padding: Same, dataFormat: format), new Cropping2D(1, format), new UpSampling2D(2, Interpolation.Bilinear, format),
            new GlobalAveragePooling2D(dataFormat: format), new Dense(4, activation: "softmax"));
        return new Model(x, end).Fill();
    }

    [Fact]
    public void Channels_first_and_last_are_the_same_net()
    {
        Model last = Make(DataFormat.ChannelsLast), first = Make(DataFormat.ChannelsFirst);
        var x = ConformanceNumbers.Batch(3, [12, 14, 3], 1);
        var turned = Turn(x);
        var dy = ConformanceNumbers.Batch(3, [4], ConformanceNumbers.OutputGradient);
        using IExecutable a = new ManagedEngine().Compile(last), b = new ManagedEngine().Compile(first);
        AssertNear(a.Predict([x])[0].Span, b.Predict([turned])[0].Span, "output");
        foreach (var training in new[] { false, true })
        {
            var was = a.Gradient([x], dy, ConformanceCase.Names(last), training);
            string[] names = ConformanceCase.Names(first);
            var now = b.Gradient([turned], dy, names, training);
            AssertNear(Turn(was[0]).Span, now[0].Span, "input");
            for (var i = 1; i < was.Count; i++) AssertNear(was[i].Span, now[i].Span, names[i]);
        }
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double most = 0, worst = 0;
        for (var i = 0; i < expected.Length; i++) (most, worst) = (Math.Max(most, Math.Abs(expected[i])), Math.Max(worst, Math.Abs(expected[i] - actual[i])));
        Assert.True(worst <= 1e-5 * most, $"{what}: {worst} apart, the largest value is {most}.");
    }

    private static Tensor Turn(Tensor t)
    {
        var (h, w, c) = (t.Shape[0], t.Shape[1], t.Shape[2]);
        var result = new Tensor(t.Batch, [c, h, w]);
        for (var n = 0; n < t.Batch; n++)
            for (var p = 0; p < h * w; p++)
                for (var k = 0; k < c; k++) result[n][k * h * w + p] = t[n][p * c + k];
        return result;
    }
}
