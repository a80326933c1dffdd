using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Gradients;

public sealed class Guided_relus
{
    /// <summary>One relu between a positive kernel and the score: what comes back to the picture is never negative, and never where the relu is closed.</summary>
    [Fact]
    public void Let_nothing_negative_through()
    {
        var net = new Sequential([4, 4, 2], "guided")
        {
            new Conv2D(3, 1, activation: Activations.Relu, name: "conv"),
            new Flatten(),
            new Dense(2, name: "head"),
        };
        net.InitializeWeights(1);
        var kernel = net.Weights.Single(w => w.Path == "conv/kernel");
        kernel.SetValues([.. GradientReference.Numbers(kernel.Shape.Count, 1).Select(Math.Abs)]);
        using var model = new ExplainedModel(net);
        var image = new Tensor(1, [4, 4, 2], GradientReference.Numbers(32, 2));
        var plain = new Saliency().ExplainOne(model, image, Target.Class(0)).Attributions!.Span.ToArray();
        var guided = new GuidedBackpropagation().ExplainOne(model, image, Target.Class(0)).Attributions!.Span.ToArray();
        var deconvnet = new Deconvnet().ExplainOne(model, image, Target.Class(0)).Attributions!.Span.ToArray();
        Assert.Contains(plain, v => v < 0);
        Assert.DoesNotContain(guided, v => v < 0);
        Assert.DoesNotContain(deconvnet, v => v < 0);
        Assert.Contains(guided, v => v > 0);
        // Guided passes what deconvnet passes, but for the relus that are closed.
        Assert.All(guided.Zip(deconvnet), pair => Assert.True(pair.First <= pair.Second));
        Assert.NotEqual(guided, deconvnet);
    }

    /// <summary>Where no relu is, there is nothing to bend.</summary>
    [Fact]
    public void Change_nothing_in_a_net_without_relus()
    {
        var net = new Sequential([6, 5, 3], "tanh") { new Conv2D(4, 3, activation: Activations.Tanh), new GlobalAveragePooling2D(), new Dense(3, Activations.Softmax) };
        net.InitializeWeights(2);
        using var model = new ExplainedModel(net);
        var image = new Tensor(1, [6, 5, 3], GradientReference.Numbers(90, 2));
        var expected = new Saliency().ExplainOne(model, image).Attributions!.Span.ToArray();
        Assert.Equal(expected, new GuidedBackpropagation().ExplainOne(model, image).Attributions!.Span.ToArray());
        Assert.Equal(expected, new Deconvnet().ExplainOne(model, image).Attributions!.Span.ToArray());
    }

    [Fact]
    public void Guided_grad_cam_is_the_product_at_the_layer_asked_for()
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var images = GradientReference.Images();
        foreach (var layer in new[] { null, "c1" })
        {
            var found = new GuidedGradCam { Layer = layer }.Explain(model, images);
            var guided = new GuidedBackpropagation().Explain(model, images);
            var cams = new GradCam { Layer = layer }.Explain(model, images);
            for (var i = 0; i < 2; i++)
            {
                Assert.Equal(layer ?? "relu6", found[i].Layer);
                var map = cams[i].Map.Resize(8, 7);
                for (var v = 0; v < 168; v++) Assert.Equal((float)((double)guided[i].Attributions!.Span[v] * map.Values[v / 3]), found[i].Attributions!.Span[v]);
            }
        }

        Assert.Contains("relu6", Assert.Throws<ArgumentException>(() => new GuidedGradCam { Layer = "relu7" }.Explain(model, images)).Message);
        Assert.Throws<ArgumentException>(() => new GuidedGradCam { Layer = "head" }.Explain(model, images));
    }
}
