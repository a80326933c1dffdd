using System.Text.Json;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>What the Keras book's notebooks print (Keras 2.2).</summary>
public class SummaryTests
{
    [Fact]
    public void The_small_convnet_prints_as_in_the_book() => Assert.Equal(Printed("gilbut_5.2", 7), SmallConvnet().Summary());

    [Fact]
    public void The_VGG16_base_prints_as_in_the_book()
    {
        var vgg = Applications.Vgg16(includeTop: false, inputShape: [150, 150, 3]);
        // Keras 2 numbers inputs from 1.
        Assert.Equal(Printed("gilbut_5.3", 1).Replace("input_1 (InputLayer)    ", "input_layer (InputLayer)"), vgg.Summary());
        vgg.Trainable = false;
        Assert.Equal(Printed("gilbut_5.3", 8).Replace("input_1 (InputLayer)    ", "input_layer (InputLayer)"), vgg.Summary());
    }

    [Fact]
    public void The_transfer_model_prints_as_in_the_book()
    {
        var model = new Sequential { Applications.Vgg16(includeTop: false, inputShape: [150, 150, 3]), new Flatten(name: "flatten_1"), new Dense(256, "relu", name: "dense_3"), new Dense(1, "sigmoid", name: "dense_4") };
        Assert.Equal(Printed("gilbut_5.3", 4).Replace("vgg16 (Model)     ", "vgg16 (Functional)"), model.Summary());
        Assert.Equal(16_812_353, model.CountParams());
        Assert.Equal(30, model.TrainableWeights.Count);
        model.Layers[0].Trainable = false;
        Assert.Equal(4, model.TrainableWeights.Count);
        Assert.Contains("Trainable params: 2,097,665\n", model.Summary());
    }

    [Fact]
    public void A_chain_is_a_table_of_65_columns()
    {
        const string expected = """
            _________________________________________________________________
            Layer (type)                 Output Shape              Param #   
            =================================================================
            conv2d_1 (Conv2D)            (None, 148, 148, 32)      896       
            _________________________________________________________________
            max_pooling2d_1 (MaxPooling2 (None, 74, 74, 32)        0         
            """;
        var model = SmallConvnet();
        Assert.StartsWith(expected, model.Summary());
        Assert.Contains("Total params: 3,453,121\nTrainable params: 3,453,121\nNon-trainable params: 0\n", model.Summary());
    }

    [Fact]
    public void A_graph_is_a_table_with_connections()
    {
        var input = KerasTensor.Input([8], "in");
        var a = new Dense(8, name: "a").Call(input);
        var model = new Model(input, new Add("sum").Call(a, input));
        var lines = model.Summary().Split('\n');
        Assert.All(lines.Where(l => l.StartsWith('_') || l.StartsWith('=')), l => Assert.Equal(98, l.Length));
        Assert.Contains(lines, l => l.StartsWith("a (Dense) ", StringComparison.Ordinal) && l.TrimEnd().EndsWith("in[0][0]", StringComparison.Ordinal));
        var sum = Array.FindIndex(lines, l => l.StartsWith("sum (Add)", StringComparison.Ordinal));
        Assert.EndsWith("a[0][0]", lines[sum].TrimEnd());
        Assert.Equal("in[0][0]", lines[sum + 1].Trim());
    }

    [Fact]
    public void A_model_without_input_shape_has_no_summary_yet() =>
        Assert.Throws<InvalidOperationException>(() => new Sequential { new Dense(1) }.Summary());

    [Fact]
    public void Layers_that_are_not_built_are_listed_in_the_style_of_Keras_3_with_the_names_they_will_get()
    {
        var model = new Sequential { new Dense(4), new Dense(1), new Dropout(0.5) };
        var text = model.Summary(new() { Style = SummaryStyle.Keras3 });
        Assert.Contains("│ dense (Dense)                   │ ?                      │   0 (unbuilt) │\n", text, StringComparison.Ordinal);
        Assert.Contains("│ dense_1 (Dense)                 │ ?                      │   0 (unbuilt) │\n", text, StringComparison.Ordinal);
        Assert.Contains("│ dropout (Dropout)               │ ?                      │             0 │\n", text, StringComparison.Ordinal);
        model.Build([3]);
        Assert.Contains("│ dense_1 (Dense)                 │ (None, 1)              │             5 │\n", model.Summary(new() { Style = SummaryStyle.Keras3 }), StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_with_the_options_is_listed()
    {
        var e = Assert.Throws<ArgumentException>(() => SmallConvnet().Summary(new() { LineLength = 5, ConsoleWidth = 0, Positions = [0.5, 0.4], OptimizerParams = -1 }));
        Assert.Contains("SummaryOptions: 5 problems.", e.Message, StringComparison.Ordinal);
        Assert.Contains("Positions is 2 numbers; it must be 3, one per column of this model's table.", e.Message, StringComparison.Ordinal);
        Assert.Contains("LineLength is 5; it must be 20 to 10,000 characters.", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => SmallConvnet().Summary(new() { LayerRange = ("(", "dense_1") }));
        Assert.Contains("LayerRange is (; it must be two names of layers or regular expressions.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_of_layers_that_are_not_there_names_the_nearest()
    {
        var e = Assert.Throws<ArgumentException>(() => SmallConvnet().Summary(new() { LayerRange = ("conv2d_1", "dense_9") }));
        Assert.Contains("no layer that 'dense_9' matches. Nearest: dense_1, dense_2", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SummaryStyle.Keras3, 20, "20 characters are too few for a summary with these columns")]
    [InlineData(SummaryStyle.TfKeras2, 20, "leaves it no room")]
    public void Columns_without_room_are_refused(SummaryStyle style, int length, string message)
    {
        var input = KerasTensor.Input([8], "in");
        var model = new Model(input, new Add("sum").Call(new Dense(8, name: "a").Call(input), input));
        var e = Assert.Throws<ArgumentException>(() => model.Summary(new() { Style = style, LineLength = length }));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_layers_are_marked_with_bars_in_the_style_of_Keras_2()
    {
        var inner = new Sequential([4], "inner") { new Dense(4, name: "deep") };
        var text = new Sequential([4]) { inner, new Dense(2, name: "top") }.Summary(new() { ExpandNested = true });
        Assert.Contains("inner (Sequential)           (None, 4)                 20        \n", text, StringComparison.Ordinal);
        Assert.Contains("| deep (Dense)               (None, 4)                 20        \n", text, StringComparison.Ordinal);
    }

    private static Sequential SmallConvnet()
    {
        var model = new Sequential([150, 150, 3]);
        int[] filters = [32, 64, 128, 128];
        for (var i = 0; i < 4; i++)
        {
            model.Add(new Conv2D(filters[i], 3, activation: "relu", name: $"conv2d_{i + 1}"));
            model.Add(new MaxPooling2D(2, name: $"max_pooling2d_{i + 1}"));
        }

        model.Add(new Flatten(name: "flatten_1"));
        model.Add(new Dense(512, "relu", name: "dense_1"));
        model.Add(new Dense(1, "sigmoid", name: "dense_2"));
        return model;
    }

    private static string Printed(string notebook, int index)
    {
        using var outputs = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("reference", "notebook_outputs.json")));
        return outputs.RootElement.GetProperty(notebook).GetProperty("printed")[index].GetProperty("out").GetString()!;
    }
}
