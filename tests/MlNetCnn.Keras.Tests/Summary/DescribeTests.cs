using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

public sealed class DescribeTests
{
    [Fact]
    public void The_transfer_model_is_listed_with_its_nested_layers_and_what_trains()
    {
        var vgg = Applications.Vgg16(includeTop: false, inputShape: [150, 150, 3]);
        vgg.Freeze();
        var model = new Sequential { vgg, new Flatten(), new Dense(256, "relu"), new Dense(1, "sigmoid") };

        Assert.Equal(["vgg16", "flatten", "dense", "dense_1"], model.Describe().Select(l => l.Path));
        var all = model.Describe(expandNested: true);
        Assert.Equal(4 + 19, all.Count);
        Assert.Equal(Enumerable.Range(0, 23), all.Select(l => l.Index));
        Assert.Equal(("vgg16/block1_conv1", 1, "Conv2D", "relu", 1792L, 0L, false), Facts(all[2]));
        Assert.Equal(("dense", 0, "Dense", "relu", 2_097_408L, 2_097_408L, true), Facts(all[^2]));
        Assert.Equal(new Shape(150, 150, 3), Assert.Single(all[2].InputShapes));
        Assert.Equal(new Shape(150, 150, 64), Assert.Single(all[2].OutputShapes));
        Assert.Empty(all[1].InputShapes);
        Assert.Equal(["vgg16[0][0]"], all[^3].ConnectedTo);
        Assert.Empty(all[2].ConnectedTo);
        // Fine-tuning from the last block on.
        model.Unfreeze("block5_conv1");
        Assert.Equal(7_079_424, model.Describe()[0].TrainableParams);
        Assert.True(model.Describe()[0].Trainable);
    }

    [Fact]
    public void Statistics_of_a_batch_normalization_do_not_train()
    {
        var model = new Sequential([4, 4, 2]) { new BatchNormalization(), new ReLU(), new Conv2D(3, 3) };
        Assert.Equal([(8L, 4L, null), (0L, 0L, null), (57L, 57L, "linear")], model.Describe().Select(l => (l.Params, l.TrainableParams, l.Activation)));
    }

    [Fact]
    public void A_model_without_input_shape_has_no_list_yet() => Assert.Throws<InvalidOperationException>(() => new Sequential { new Dense(1) }.Describe());

    private static (string, int, string, string?, long, long, bool) Facts(LayerDescription l) => (l.Path, l.Level, l.ClassName, l.Activation, l.Params, l.TrainableParams, l.Trainable);
}
