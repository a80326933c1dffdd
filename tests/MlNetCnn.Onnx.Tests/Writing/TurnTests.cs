using MlNetCnn.Conformance.Cases;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Tests.Writing;

/// <summary>How often pictures are turned: once where they enter, once where they leave, and never else.</summary>
public sealed class TurnTests
{
    [Theory]
    [InlineData("vgg16_32", 1, 0)]
    [InlineData("resnet50_48", 1, 0)]
    [InlineData("mobilenet_0.25_64", 1, 0)]
    [InlineData("mobilenet_v2_no_top_64", 2, 1)]
    [InlineData("squeeze_and_excite", 2, 1)]
    [InlineData("nested_models", 1, 0)]
    [InlineData("flatten_normalization_dense", 1, 0)]
    [InlineData("conv2d_dense_over_pictures", 2, 1)]
    [InlineData("permute_to_channels_first", 1, 0)]
    [InlineData("conv2d_channels_first", 0, 0)]
    [InlineData("flatten_channels_first_then_dense", 0, 0)]
    public void Pictures_are_turned_at_the_edges_alone(string name, int turns, int turnsOfChannelsFirst)
    {
        var model = AllCases.List.Single(c => c.Name == name).Build();
        Assert.Equal(turns, Written.Graph(model).Count("Transpose"));
        Assert.Equal(turnsOfChannelsFirst, Written.Graph(model, new OnnxOptions { InputLayout = OnnxInputLayout.ChannelsFirst }).Count("Transpose"));
    }

    [Fact]
    public void A_vector_that_is_permuted_stays_as_it_lies()
    {
        var input = KerasTensor.Input([4, 5, 3], "input");
        var flat = new Flatten().Call(new Conv2D(2, 3).Call(input));
        var graph = Written.Graph(new Model([input], [new Permute([1]).Call(flat), new LayerNormalization().Call(flat)], "net"));

        // All that a node takes is given before.
        HashSet<string> known = [.. graph.Inputs.Select(i => i.Name), .. graph.Initializers.Select(t => t.Name)];
        foreach (var node in graph.Nodes)
        {
            Assert.All(node.Inputs.Where(name => name != ""), name => Assert.Contains(name, known));
            known.UnionWith(node.Outputs);
        }

        Assert.All(graph.Outputs, output => Assert.Contains(output.Name, known));
    }

    [Fact]
    public void Inputs_and_outputs_keep_the_models_shapes()
    {
        var model = AllCases.List.Single(c => c.Name == "several_inputs_and_outputs").Build();
        var graph = Written.Graph(model);
        Assert.Equal(["picture", "numbers"], graph.Inputs.Select(i => i.Name));
        Assert.Equal(["class", "map", "value"], graph.Outputs.Select(o => o.Name));
        Assert.Equal([0, 6, 6, 2], graph.Inputs[0].Sizes());
        Assert.Equal([0, 4, 4, 3], graph.Outputs[1].Sizes());
        Assert.All(graph.Inputs.Concat(graph.Outputs), v => Assert.Equal("batch", v.Shape![0].Name));
        Assert.Equal([0, 2, 6, 6], Written.Graph(model, new OnnxOptions { InputLayout = OnnxInputLayout.ChannelsFirst }).Inputs[0].Sizes());
    }

    [Fact]
    public void A_dense_layer_reads_a_flat_picture_as_it_lies()
    {
        Dense dense = new(4);
        var graph = Written.Chain([4, 3, 2], null, new Conv2D(2, 2), new Flatten(), dense);
        Assert.Equal(1, graph.Count("Transpose"));
        var kernel = graph.Constant(graph.Only("Gemm").Inputs[1]).Floats();

        // Channel 1 of row 2 and column 1 of (3, 2, 2): row 11 of Keras's, row 6 + 2 * 2 + 1 of the file's.
        Assert.Equal(dense.Kernel!.Values[(11 * 4)..(12 * 4)].ToArray(), kernel[(11 * 4)..(12 * 4)]);
        Assert.Equal(dense.Kernel.Values[(1 * 4)..(2 * 4)].ToArray(), kernel[(6 * 4)..(7 * 4)]);
        Assert.Equal(dense.Kernel.Values[(4 * 4)..(5 * 4)].ToArray(), kernel[(2 * 4)..(3 * 4)]);
    }

    [Fact]
    public void A_convolutions_kernel_has_its_filters_first()
    {
        Conv2D conv = new(4, (3, 2));
        var graph = Written.Chain([5, 5, 3], null, conv);
        var node = graph.Only("Conv");
        var kernel = graph.Constant("conv2d/kernel");
        Assert.Equal(["conv2d/kernel", "conv2d/bias"], node.Inputs.Skip(1));
        Assert.Equal([4, 3, 3, 2], kernel.Shape);

        // Filter 2, channel 1, row 2, column 1.
        Assert.Equal(conv.Kernel!.Values[((2 * 2 + 1) * 3 + 1) * 4 + 2], kernel.Floats()[((2 * 3 + 1) * 3 + 2) * 2 + 1]);
    }
}
