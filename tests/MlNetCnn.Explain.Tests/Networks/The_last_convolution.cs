using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Networks;

public sealed class The_last_convolution
{
    [Fact]
    public void Of_VGG16_is_block5_conv3() => Assert.Equal("block5_conv3", Find(Applications.Vgg16(includeTop: false, inputShape: [64, 64, 3])));

    [Fact]
    public void Of_MobileNet_is_the_last_relu_with_or_without_its_top()
    {
        Assert.Equal("conv_pw_13_relu", Find(Applications.MobileNet(alpha: 0.25, inputShape: [64, 64, 3], classes: 10)));
        Assert.Equal("conv_pw_13_relu", Find(Applications.MobileNet(alpha: 0.25, inputShape: [64, 64, 3], includeTop: false)));
    }

    [Fact]
    public void Of_a_base_inside_a_Sequential_has_its_path()
    {
        var conv = Applications.Vgg16(includeTop: false, inputShape: [32, 64, 3]);
        Assert.Equal("vgg16/block5_conv3", Find(new Sequential([32, 64, 3]) { conv, new Flatten(), new Dense(4, Activations.Relu), new Dense(1, Activations.Sigmoid) }));
    }

    [Fact]
    public void Is_not_what_follows_pooling()
    {
        Assert.Equal("second", Find(new Sequential([16, 16, 1])
        {
            new Conv2D(4, 3, name: "first"), new MaxPooling2D(2), new Conv2D(4, 3, name: "second"), new MaxPooling2D(2), new BatchNormalization(), new Dropout(0.5), new Flatten(), new Dense(2),
        }));
    }

    [Fact]
    public void Takes_in_normalisation_and_activation_but_not_dropout()
    {
        Assert.Equal("act", Find(new Sequential([16, 16, 1])
        {
            new Conv2D(4, 3), new Dropout(0.2), new BatchNormalization(), new ReLU(name: "act"), new SpatialDropout2D(0.2), new GlobalAveragePooling2D(), new Dense(2),
        }));
    }

    [Fact]
    public void Of_a_residual_net_is_what_follows_the_sum()
    {
        var input = KerasTensor.Input([8, 8, 3]);
        var a = new Conv2D(4, 3, padding: Padding.Same).Call(input);
        var b = new Conv2D(4, 3, padding: Padding.Same).Call(new ReLU().Call(a));
        var x = new Activation(Activations.Relu, "out").Call(new Add().Call(b, a));
        Assert.Equal("out", Find(new Model(input, new Dense(2).Call(new GlobalAveragePooling2D().Call(x)))));
    }

    [Fact]
    public void Of_squeeze_and_excitation_is_the_product()
    {
        var input = KerasTensor.Input([8, 8, 3]);
        var x = new Conv2D(4, 3).Call(input);
        var gate = new Conv2D(2, 1, activation: Activations.Relu, name: "squeeze").Call(new GlobalAveragePooling2D(keepDims: true).Call(x));
        gate = new Conv2D(4, 1, activation: Activations.Sigmoid, name: "excite").Call(gate);
        x = new Multiply("scaled").Call(x, gate);
        Assert.Equal("scaled", Find(new Model(input, new Dense(2).Call(new GlobalAveragePooling2D().Call(x)))));
    }

    [Fact]
    public void Is_the_last_with_more_than_one_position() =>
        Assert.Equal("wide", Find(new Sequential([6, 6, 1]) { new Conv2D(3, 3, name: "wide"), new Conv2D(4, 4, name: "point"), new ReLU(), new Flatten(), new Dense(2) }));

    /// <summary>Whose logits are the map of classes before it.</summary>
    [Fact]
    public void Is_not_the_softmax_of_positions()
    {
        Assert.Equal("classes", Find(new Sequential([6, 6, 1]) { new Conv2D(2, 3), new Conv2D(3, 1, name: "classes"), new Softmax() }));
        Assert.Equal("classes", Find(new Sequential([6, 6, 1]) { new Conv2D(2, 3), new Conv2D(3, 1, name: "classes"), new Activation(Activations.Sigmoid), new GlobalAveragePooling2D() }));
    }

    /// <summary>Its own softmax or sigmoid has made the scores that the logits do not depend on.</summary>
    [Theory]
    [InlineData("softmax", 3)]
    [InlineData("sigmoid", 1)]
    public void Is_not_an_output_of_scores_where_there_is_another(string activation, int classes)
    {
        var net = new Sequential([6, 6, 1]) { new Conv2D(2, 3, name: "before"), new Conv2D(classes, 1, activation: activation, name: "scores") };
        net.InitializeWeights(1);
        Assert.Equal("before", Find(net));
        using var model = new ExplainedModel(net);
        foreach (var kind in Enum.GetValues<ScoreKind>())
            Assert.Equal("before", new GradCam { Score = kind }.ExplainOne(model, new Tensor(1, [6, 6, 1]), Target.Class(0)).Layer);
        Assert.Equal("scores", Find(new Sequential([6, 6, 1]) { new Conv2D(classes, 1, activation: activation, name: "scores") }));
    }

    [Fact]
    public void Of_channels_first_has_its_size()
    {
        using var model = new ExplainedModel(new Sequential([3, 10, 12])
        {
            new Conv2D(4, 3, dataFormat: DataFormat.ChannelsFirst, name: "conv"), new BatchNormalization(1, name: "bn"), new ReLU(name: "relu"), new Flatten(DataFormat.ChannelsFirst), new Dense(2),
        });
        var layer = model.LastConvolution;
        Assert.Equal(("relu", 8, 10, 4), (layer.Path, layer.Height, layer.Width, layer.Channels));
        Assert.Equal((DataFormat.ChannelsFirst, 10, 12, 3), (model.InputFormat, model.InputHeight, model.InputWidth, model.InputChannels));
    }

    [Fact]
    public void Is_missed_in_a_dense_net()
    {
        using var model = new ExplainedModel(new Sequential([4, 4, 1], "mlp") { new Flatten(), new Dense(2) });
        Assert.Contains("'mlp'", Assert.Throws<InvalidOperationException>(() => model.LastConvolution).Message);
    }

    private static string Find(Model net)
    {
        using var model = new ExplainedModel(net);
        return model.LastConvolution.Path;
    }
}
