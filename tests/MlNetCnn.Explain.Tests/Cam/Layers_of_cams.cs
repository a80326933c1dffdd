using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Cam;

/// <summary>Which layer a class activation map looks at, and which it refuses.</summary>
public sealed class Layers_of_cams
{
    public static TheoryData<string> Names => [.. ExplanationMethods.All.OfType<CamMethod>().Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_unknown_layer_lists_the_nearest(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var error = Assert.Throws<ArgumentException>(() => Method(name, "conv3").Explain(model, TinyNets.Images(1, [8, 6, 3])));
        Assert.Contains("'conv3'", error.Message);
        Assert.Contains("conv2", error.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_without_positions_is_refused_and_one_is_named(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var error = Assert.Throws<ArgumentException>(() => Method(name, "head").Explain(model, TinyNets.Images(1, [8, 6, 3])));
        Assert.Contains("'head' (Dense)", error.Message);
        Assert.Contains("(None, 4)", error.Message);
        Assert.Contains("'conv2'", error.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_layer_with_positions_will_do(string name)
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var e = Method(name, "pool").ExplainOne(model, TinyNets.Images(1, [8, 6, 3]));
        Assert.Equal(("pool", 4, 3), (e.Layer, e.Map.Height, e.Map.Width));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_of_a_nested_model_has_a_name_or_a_path(string name)
    {
        using var model = new ExplainedModel(TinyNets.Nested());
        var images = TinyNets.Images(1, [8, 6, 3]);
        var (byName, byPath) = (Method(name, "block1_conv1").ExplainOne(model, images), Method(name, "base/block1_conv1").ExplainOne(model, images));
        Assert.Equal("base/block1_conv1", byName.Layer);
        Assert.Equal((8, 6), (byName.Map.Height, byName.Map.Width));
        Assert.Equal(byName.Map.Values, byPath.Map.Values);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_net_without_convolutions_is_refused(string name)
    {
        using var model = new ExplainedModel(new Sequential([4, 4, 1]) { new Flatten(), new Dense(3, Activations.Softmax) });
        Assert.Contains("no convolution", Assert.Throws<InvalidOperationException>(() => ExplanationMethods.Find(name).Explain(model, TinyNets.Images(1, [4, 4, 1]))).Message);
    }

    private static CamMethod Method(string name, string layer) => (CamMethod)ExplanationMethods.Find(name) with { Layer = layer };
}
