using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Explain.Tests.Cam;

/// <summary>MobileNet 0.75 with its ImageNet weights on the book's elephant, against maps computed in float64 by torch (make_mobilenet.py).</summary>
public sealed class Real_elephant
{
    private static readonly Case[] Cases = CamReference.Read<Case[]>("cams_mobilenet.json");

    /// <summary>The bar: normalised maps within 1e-3.</summary>
    [Theory]
    [InlineData("grad-cam")]
    [InlineData("grad-cam++")]
    [InlineData("hires-cam")]
    [InlineData("xgrad-cam")]
    [InlineData("layer-cam")]
    [InlineData("eigen-cam")]
    [InlineData("eigen-cam centered")]
    [InlineData("ablation-cam")]
    [InlineData("score-cam")] // 768 runs of the network for each kind of score.
    [InlineData("score-cam increase")]
    public void Maps_at_the_last_convolution(string method) => Check(method, 1e-3);

    private static void Check(string method, double bar)
    {
        using var model = new ExplainedModel(Applications.MobileNet(alpha: 0.75, weights: TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5")));
        Assert.Equal("conv_pw_13_relu", model.LastConvolution.Path);
        var image = ImageFile.Load(TestData.Path("reference", "elephant_224_nearest.png"));
        foreach (var test in Cases)
        {
            var found = model.Explain(image, Preprocessing.Tf, CamReference.Method(method) with { Score = test.Kind == "logit" ? ScoreKind.Logit : ScoreKind.Probability });
            Assert.Equal(test.Class, found.Class);
            Assert.Equal(test.Score, found.Score, test.Kind == "logit" ? 1e-3 : 1e-4);
            var expected = new Heatmap(7, 7, test.Maps[method]).Normalize();
            var difference = Closeness.MaxDifference(expected.Values, found.Map.Normalize().Values);
            TestContext.Current.TestOutputHelper!.WriteLine($"{method} {test.Kind}: largest difference {difference:E2}");
            Assert.True(difference <= bar, $"{method} {test.Kind}: {difference}");
            Assert.False(found.Map.IsZero);
        }
    }

    private sealed record Case(string Kind, int Class, float Score, Dictionary<string, float[]> Maps);
}
