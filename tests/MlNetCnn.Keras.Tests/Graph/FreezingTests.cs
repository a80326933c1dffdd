using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

public class FreezingTests
{
    [Fact]
    public void The_books_transfer_model_goes_from_30_trainable_tensors_to_4_and_on_to_10()
    {
        var model = Transfer();
        Assert.Equal(16_812_353, model.CountParams());
        Assert.Equal(30, model.TrainableWeights.Count);

        ((Model)model.Layers[0]).Freeze();
        Assert.Equal(4, model.TrainableWeights.Count);
        Assert.Equal(2_097_665, model.TrainableWeights.Sum(w => w.Shape.Count));

        // Section 5.3.2: three convolutions of block 5 and two dense layers.
        model.Unfreeze("block5_conv1");
        Assert.Equal(["block5_conv1", "block5_conv2", "block5_conv3"], ((Model)model.Layers[0]).Layers.Where(l => l.Trainable && l.Weights.Count > 0).Select(l => l.Name));
        Assert.Equal(10, model.TrainableWeights.Count);

        model.Freeze();
        Assert.Empty(model.TrainableWeights);
        model.Unfreeze();
        Assert.Equal(30, model.TrainableWeights.Count);
    }

    [Theory]
    [InlineData("inner/b")]
    [InlineData("b")]
    public void Layers_before_the_named_one_freeze_and_those_behind_train(string from)
    {
        var model = Nested();
        model.Trainable = false;
        model.Unfreeze(from);
        Assert.Equal(["b/kernel", "b/bias", "last/kernel", "last/bias"], model.TrainableWeights.Select(w => w.Path));
    }

    [Fact]
    public void A_nested_models_name_stands_for_its_first_layer_and_the_own_layer_goes_before_a_nested_one()
    {
        var model = Nested();
        model.Unfreeze("inner");
        Assert.Equal(["a/kernel", "a/bias", "b/kernel", "b/bias", "last/kernel", "last/bias"], model.TrainableWeights.Select(w => w.Path));

        var twice = new Sequential([4]) { new Sequential([4], "inner") { new Dense(4, name: "same") }, new Dense(4, name: "same") };
        twice.Unfreeze("same");
        Assert.False(((Model)twice.Layers[0]).Layers[0].Trainable);
        twice.Unfreeze("inner/same");
        Assert.True(((Model)twice.Layers[0]).Layers[0].Trainable);
    }

    [Fact]
    public void A_layers_path_is_found_by_its_short_name()
    {
        var model = Nested();
        Assert.Equal(["inner/b", "inner/b", "inner", "last"], new[] { "b", "inner/b", "inner", "last" }.Select(model.PathOf));
    }

    [Fact]
    public void A_list_that_does_not_fit_together_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Sequential([new InputLayer([4]), new Dense(2), new InputLayer([2])]));
        Assert.Throws<ArgumentException>(() => new Sequential([new InputLayer([4]), new Conv2D(2, 3)]));
        Assert.Equal("named", new Sequential([new Dense(2)], "named").Name);
    }

    [Fact]
    public void Unknown_and_ambiguous_names_are_refused_and_change_nothing()
    {
        var model = Transfer();
        model.Layers[0].Trainable = false;
        var e = Assert.Throws<ArgumentException>(() => model.Unfreeze("block5_con1"));
        Assert.Contains("block5_conv1", e.Message, StringComparison.Ordinal);
        Assert.Contains("vgg16/block5_conv1", Assert.Throws<ArgumentException>(() => model.Unfreeze("vgg16/block5_con1")).Message, StringComparison.Ordinal);

        var pair = new Sequential([4]) { Inner("left"), Inner("right") };
        Assert.Contains("left/a, right/a", Assert.Throws<ArgumentException>(() => pair.Unfreeze("a")).Message, StringComparison.Ordinal);
        Assert.Equal(4, model.TrainableWeights.Count);
        Assert.Equal(8, pair.TrainableWeights.Count);
    }

    [Fact]
    public void A_copy_has_the_same_weights_names_and_frozen_layers_and_is_its_own()
    {
        var model = Nested();
        model.InitializeWeights(5);
        model.Unfreeze("b");
        var copy = model.Clone();
        Assert.Equal(model.ToJson(), copy.ToJson());
        Assert.Equal(model.TrainableWeights.Select(w => w.Path), copy.TrainableWeights.Select(w => w.Path));
        Assert.Equal(Values(model), Values(copy));

        var before = Values(model);
        copy.Weights[0].SetValues(new float[copy.Weights[0].Shape.Count]);
        copy.Unfreeze();
        Assert.Equal(before, Values(model));
        Assert.Equal(4, model.TrainableWeights.Count);

        static float[] Values(Model model) => [.. model.Weights.SelectMany(w => w.Values.ToArray())];
    }

    [Fact]
    public void The_books_small_convnet_is_written_as_in_Keras()
    {
        Layer[] layers =
        [
            new Conv2D(32, (3, 3), activation: "relu"), new MaxPooling2D((2, 2)),
            new Conv2D(64, (3, 3), activation: "relu"), new MaxPooling2D((2, 2)),
            new Conv2D(128, (3, 3), activation: "relu"), new MaxPooling2D((2, 2)),
            new Conv2D(128, (3, 3), activation: "relu"), new MaxPooling2D((2, 2)),
            new Flatten(), new Dense(512, activation: "relu"), new Dense(1, activation: "sigmoid"),
        ];
        var listed = new Sequential([new InputLayer([150, 150, 3]), .. layers]);
        Assert.Equal(3_453_121, listed.CountParams());
        Assert.Equal(["conv2d", "max_pooling2d", "conv2d_1"], listed.Layers.Take(3).Select(l => l.Name));

        var input = KerasTensor.Input([150, 150, 3]);
        var x = new Conv2D(32, 3, activation: "relu").Call(input);
        x = new MaxPooling2D(2).Call(x);
        var output = new Dense(1, activation: "sigmoid").Call(new Flatten().Call(x));
        Assert.Equal(896 + 74 * 74 * 32 + 1, new Model(input, output).CountParams());
        Assert.Contains("relu", Assert.Throws<ArgumentException>(() => new Dense(1, activation: "rely")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_tells_which_layers_train()
    {
        var model = new Sequential([8, 8, 3]) { new Conv2D(4, 3, name: "conv"), new Flatten(name: "flat"), new Dense(1, name: "dense") };
        model.Layers[0].Trainable = false;
        const string expected = """
            ____________________________________________________________________________
            Layer (type)                 Output Shape              Param #   Trainable  
            ============================================================================
            conv (Conv2D)                (None, 6, 6, 4)           112       N          
            ____________________________________________________________________________
            flat (Flatten)               (None, 144)               0         -          
            ____________________________________________________________________________
            dense (Dense)                (None, 1)                 145       Y          
            ============================================================================
            Total params: 257
            Trainable params: 145
            Non-trainable params: 112
            ____________________________________________________________________________

            """;
        Assert.Equal(expected, model.Summary(new() { ShowTrainable = true }));
        Assert.DoesNotContain("Trainable  ", model.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_of_a_graph_has_the_column_behind_the_connections()
    {
        var input = KerasTensor.Input([8], "in");
        var model = new Model(input, new Add("sum").Call(new Dense(8, name: "a").Call(input), input));
        var lines = model.Summary(new() { ShowTrainable = true }).Split('\n');
        Assert.All(lines.Where(l => l.StartsWith('_') || l.StartsWith('=')), l => Assert.Equal(109, l.Length));
        Assert.EndsWith(" Y", Assert.Single(lines, l => l.StartsWith("a (Dense)", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith(" -", Assert.Single(lines, l => l.StartsWith("sum (Add)", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
    }

    private static Sequential Transfer() =>
    [
        Applications.Vgg16(includeTop: false, inputShape: [150, 150, 3]), new Flatten(), new Dense(256, activation: "relu"), new Dense(1, activation: "sigmoid"),
    ];

    private static Sequential Nested() => new([4]) { new Dense(4, name: "first"), Inner("inner"), new Dense(2, name: "last") };

    private static Sequential Inner(string name) => new([4], name) { new Dense(4, name: "a"), new Dense(4, name: "b") };
}
