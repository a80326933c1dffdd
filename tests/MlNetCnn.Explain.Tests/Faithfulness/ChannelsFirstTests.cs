using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Faithfulness;

/// <summary>The same network with its channels first and last has the same figures. Pictures are not square, so that no dimension can stand for another.</summary>
public sealed class ChannelsFirstTests : IDisposable
{
    private const int Height = 8, Width = 6, Channels = 2;
    private readonly ExplainedModel _last = Net(DataFormat.ChannelsLast), _first = Net(DataFormat.ChannelsFirst);
    private readonly Tensor _picture = new(2, [Height, Width, Channels], Small.Random(2 * Height * Width * Channels, "channels-first"));
    private readonly Tensor _turned;
    private readonly Heatmap[] _maps = [new(4, 3, Small.Random(12, "channels-first-map")), new(4, 3, Small.Random(12, "channels-first-map", 1))];

    public ChannelsFirstTests() => _turned = Turned(_picture);

    public void Dispose()
    {
        _last.Dispose();
        _first.Dispose();
    }

    [Fact]
    public void The_nets_are_the_same() => Assert.All(_last.Predict(_picture).Span.ToArray().Zip(_first.Predict(_turned).Span.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-6f));

    [Fact]
    public void Masked_confidence()
    {
        var (a, b) = (new MaskedConfidence().Measure(_last, _picture, _maps), new MaskedConfidence().Measure(_first, _turned, _maps));
        Assert.All(a.After.Zip(b.After), p => Assert.Equal(p.First, p.Second, 1e-6f));
        Assert.NotEqual(a.Before, a.After);
    }

    [Fact]
    public void Deletion_and_insertion()
    {
        foreach (PerturbationCurve curve in new PerturbationCurve[] { new DeletionCurve { Steps = 12, Baseline = 0.5f }, new InsertionCurve { Steps = 12, KernelSize = 5, Sigma = 2 } })
        {
            var (a, b) = (curve.Measure(_last, _picture, _maps), curve.Measure(_first, _turned, _maps));
            for (var i = 0; i < 2; i++)
                Assert.All(a.Curves[i].Zip(b.Curves[i]), p => Assert.Equal(p.First, p.Second, 1e-6));
        }
    }

    [Fact]
    public void Pointing_game()
    {
        ObjectBox[] boxes = [new(3, 4, 3, 4), new(3, 4, 3, 4)];
        var (a, b) = (new PointingGame().Play(_last, _picture, boxes, new GradCam()), new PointingGame().Play(_first, _turned, boxes, new GradCam()));
        Assert.Equal(a.Chance, b.Chance);
        Assert.Equal(a.Energy, b.Energy, 1e-5);
        Assert.Equal(a.Points.Select(p => (p.Row, p.Column)), b.Points.Select(p => (p.Row, p.Column)));
    }

    [Fact]
    public void Randomization_compares_maps_of_the_pictures_size()
    {
        var randomization = new ModelRandomization { Order = RandomizationOrder.Complete };
        var (a, b) = (randomization.Measure(_last, _picture, new Saliency()), randomization.Measure(_first, _turned, new Saliency()));
        // The other net is drawn from the same stream, and its dense layer is the same.
        Assert.Equal(a[0].RankCorrelation, b[0].RankCorrelation, 1e-4);
    }

    [Fact]
    public void A_class_of_an_output_with_positions_is_the_same_class()
    {
        using ExplainedModel last = Spatial(DataFormat.ChannelsLast), first = Spatial(DataFormat.ChannelsFirst);
        var (a, b) = (new MaskedConfidence().Measure(last, _picture, _maps), new MaskedConfidence().Measure(first, _turned, _maps));
        Assert.All(a.Before.Zip(b.Before), p => Assert.Equal(p.First, p.Second, 1e-6f));
        Assert.All(a.After.Zip(b.After), p => Assert.Equal(p.First, p.Second, 1e-6f));
        var method = new GuidedGradCam { Layer = "conv" };
        foreach (var (x, y) in method.Explain(last, _picture).Zip(method.Explain(first, _turned)))
        {
            Assert.Equal((x.Class, x.Map.IsZero), (y.Class, false));
            Assert.All(x.Map.Values.ToArray().Zip(y.Map.Values.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-6f));
        }
    }

    private static ExplainedModel Net(DataFormat format)
    {
        var input = KerasTensor.Input(ShapeOf(format));
        var x = new Conv2D(4, 3, padding: Padding.Same, activation: "relu", dataFormat: format, name: "conv").Call(input);
        return Drawn(new Model(input, new Dense(3, activation: "softmax").Call(new GlobalAveragePooling2D(dataFormat: format).Call(x))));
    }

    private static ExplainedModel Spatial(DataFormat format)
    {
        var input = KerasTensor.Input(ShapeOf(format));
        var x = new Conv2D(4, 3, padding: Padding.Same, activation: "relu", dataFormat: format, name: "conv").Call(input);
        return Drawn(new Model(input, new Conv2D(3, 1, dataFormat: format, name: "classes").Call(x)));
    }

    private static ExplainedModel Drawn(Model model)
    {
        model.InitializeWeights(11);
        return new ExplainedModel(model);
    }

    private static Shape ShapeOf(DataFormat format) => format == DataFormat.ChannelsFirst ? [Channels, Height, Width] : [Height, Width, Channels];

    private static Tensor Turned(Tensor pictures)
    {
        var result = new Tensor(pictures.Batch, ShapeOf(DataFormat.ChannelsFirst));
        for (var i = 0; i < pictures.Batch; i++)
            for (var v = 0; v < pictures[i].Length; v++) result[i][v % Channels * Height * Width + v / Channels] = pictures[i][v];
        return result;
    }
}
