using MlNetCnn.Compute;
using MlNetCnn.Explain.Tests.Cam;
using MlNetCnn.Imaging;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.ActivationMaps;

public sealed class Activations_of_layers
{
    [Fact]
    public void Layers_come_in_one_pass_as_asked_for_or_all_with_positions()
    {
        using var model = new ExplainedModel(TinyNets.Nested());
        var images = TinyNets.Images(2, [8, 6, 3]);
        Assert.Equal(["base/block1_conv1", "base/block1_pool", "base/block2_conv1"], LayerActivations.Of(model, images).Select(a => a.Layer.Path));
        var asked = LayerActivations.Of(model, images, ["head", "block2_conv1"]);
        Assert.Equal(model.Predict(images).Span, asked[0].Values.Span);
        using var engine = new ManagedEngine().Compile(model.Model, new CompileOptions { Outputs = ["base/block2_conv1"] });
        Assert.Equal(engine.Predict([images])[0].Span, asked[1].Values.Span);
        Assert.Equal(5, asked[1].ToImages(1).Count);
        Assert.Equal("1x1x3", asked[0].ToImage(0, 0).ToString());
    }

    // Made with numpy: x = np.array([...], float64); x = (x - x.mean()) / x.std() * 64 + 128; np.clip(x, 0, 255).astype('uint8').
    [Theory]
    [InlineData(new float[] { 0, 1, 2, 3 }, new byte[] { 42, 99, 156, 213 })]
    [InlineData(new float[] { 0, 0, 0, 10 }, new byte[] { 91, 91, 91, 238 })]
    [InlineData(new float[] { -1, -1, 5, 5 }, new byte[] { 64, 64, 192, 192 })]
    [InlineData(new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, new byte[] { 106, 106, 106, 106, 106, 106, 106, 106, 106, 255 })]
    [InlineData(new float[] { 2, 2, 2, 2 }, new byte[] { 128, 128, 128, 128 })]
    [InlineData(new float[] { 0, 0, 0, 0 }, new byte[] { 0, 0, 0, 0 })]
    public void Channels_are_standardised_as_the_book_does(float[] values, byte[] levels)
    {
        var (height, width) = (values.Length / 2, 2);
        var layer = new FeatureLayer("conv", new Conv2D(1, 1, name: "conv"), [height, width, 1], DataFormat.ChannelsLast);
        var activation = new LayerActivation(layer, new Tensor(1, [height, width, 1], values));
        Assert.Equal(Colormaps.Viridis.Apply(levels, height, width).Pixels, activation.ToImage(0, 0).Pixels);
        Assert.Equal(values.All(v => v == 0) ? [0] : [], activation.DeadChannels(0));
    }

    [Fact]
    public void Channels_first_layers_give_the_same_pictures()
    {
        float[] last = [1, 10, 2, 20, 3, 30, 4, 40], first = [1, 2, 3, 4, 10, 20, 30, 40];
        var conv = new Conv2D(2, 1, name: "conv");
        var a = new LayerActivation(new FeatureLayer("conv", conv, [2, 2, 2], DataFormat.ChannelsLast), new Tensor(1, [2, 2, 2], last));
        var b = new LayerActivation(new FeatureLayer("conv", conv, [2, 2, 2], DataFormat.ChannelsFirst), new Tensor(1, [2, 2, 2], first));
        for (var channel = 0; channel < 2; channel++) Assert.Equal(a.Channel(0, channel).Values, b.Channel(0, channel).Values);
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var images = TinyNets.Images(1, [8, 6, 3]);
        Assert.Contains("conv1", Assert.Throws<ArgumentException>(() => LayerActivations.Of(model, images, ["conv_1"])).Message);
        Assert.Throws<ArgumentException>(() => LayerActivations.Of(model, images, []));
        Assert.Throws<ArgumentException>(() => LayerActivations.Of(model, TinyNets.Images(1, [6, 8, 3])));
        var found = LayerActivations.Of(model, images)[0];
        Assert.Contains("4 channels", Assert.Throws<ArgumentOutOfRangeException>(() => found.ToImage(0, 4)).Message);
        Assert.Contains("1 pictures", Assert.Throws<ArgumentOutOfRangeException>(() => found.DeadChannels(1)).Message);
    }
}
