using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Explain.Tests.Cam;

/// <summary>All methods on small networks, against torch's automatic differentiation in float64: probability and logit, classes and weights, several layers, batches of three.</summary>
public sealed class Cams_agree_with_float64
{
    public static TheoryData<string, DataFormat> Nets()
    {
        var data = new TheoryData<string, DataFormat>();
        foreach (var net in CamReference.Nets)
            foreach (var format in Enum.GetValues<DataFormat>()) data.Add(net.Name, format);
        return data;
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Maps_classes_and_scores(string name, DataFormat format)
    {
        var net = CamReference.Nets.Single(n => n.Name == name);
        using var model = new ExplainedModel(CamReference.Build(net, format), new ExplainedModelOptions { Threads = 1 });
        var images = CamReference.Images(net, format);
        foreach (var (test, method) in net.Cases.SelectMany(c => c.Maps.Keys.Select(m => (c, m))))
        {
            var what = $"{name} {test.Layer} {test.Kind} {test.Target} {method}";
            var found = (CamReference.Method(method) with { Layer = test.Layer, Score = test.Score, BatchSize = 2 }).Explain(model, images, test.Asked);
            Assert.Equal(3, found.Count);
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(test.Classes?[i], found[i].Class);
                Assert.Equal(test.Scores[i], found[i].Score, 1e-5);
                Assert.Equal((test.Layer, test.Score), (found[i].Layer, found[i].ScoreKind));
                var expected = test.Maps[method][i];
                // Float32 activations and gradients against float64 ones.
                var scale = expected.Max(Math.Abs);
                Closeness.AssertClose(expected, found[i].Map.Values, Math.Max(1e-9, 2e-5 * scale), what: $"{what} picture {i}");
            }
        }
    }
}
