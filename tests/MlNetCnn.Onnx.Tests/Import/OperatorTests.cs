using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;
using static MlNetCnn.Onnx.Tests.Import.HandMade;

namespace MlNetCnn.Onnx.Tests.Import;

/// <summary>Operators in forms that files have and PyTorch's exports of the reference do not.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void A_slice_to_the_end_may_say_so_by_the_largest_number_there_is()
    {
        // As PyTorch writes x[:, :, 1:] for opset 9.
        var file = File([1, 1, 4, 2], 9, [], Node("Slice", "x", "y", new AttributeProto.Ints("axes", [2]), new AttributeProto.Ints("starts", [1]), new AttributeProto.Ints("ends", [long.MaxValue])));
        Assert.Equal([3, 4, 5, 6, 7, 8], Run(file, 1, 2, 3, 4, 5, 6, 7, 8).Values);

    }

    [Fact]
    public void A_slice_to_the_size_of_the_batch_is_refused()
    {
        NodeProto[] nodes = [Node("Shape", "x", "s"), Node("Gather", "s zero", "n"), Node("Slice", "x zero n two", "y")];
        var refused = Refused(File([-1, 1, 4, 2], 13, [TensorProto.Of("zero", [0]), TensorProto.Of("two", [2])], nodes));
        Assert.Equal(ModelFormatReason.Unsupported, refused.Reason);
        Assert.Contains("size of the batch", refused.Message);
    }

    [Theory, InlineData(11, false), InlineData(13, true), InlineData(18, false)]
    public void A_split_gives_each_part(long opset, bool byInput)
    {
        AttributeProto[] attributes = byInput || opset >= 18 ? [new AttributeProto.Int("axis", 1)] : [new AttributeProto.Int("axis", 1), new AttributeProto.Ints("split", [1, 2])];
        NodeProto[] nodes = [Node("Split", byInput ? "x sizes" : "x", "a b", attributes), Node("Concat", "b a", "y", new AttributeProto.Int("axis", 1))];
        var (values, shape) = Run(File([1, 3, 1, 2], opset, byInput ? [TensorProto.Of("sizes", [1, 2])] : [], nodes), 1, 2, 3, 4, 5, 6);

        // Without sizes the first parts are the larger ones.
        Assert.Equal(opset >= 18 ? [5, 6, 1, 2, 3, 4] : [3, 4, 5, 6, 1, 2], values);
        Assert.Equal([3, 1, 2], shape);
    }

    [Fact]
    public void Parts_that_are_not_the_whole_are_damage() =>
        Assert.Contains("the parts are [1, 1], of 3", Refused(File([1, 3, 1, 2], 11, [], Node("Split", "x", "y b", new AttributeProto.Int("axis", 1), new AttributeProto.Ints("split", [1, 1])))).Message);

    [Fact]
    public void Channels_are_gathered_in_any_order()
    {
        var file = File([1, 3, 1, 2], 13, [TensorProto.Of("bgr", [2, 1, 0])], Node("Gather", "x bgr", "y", new AttributeProto.Int("axis", 1)));
        Assert.Equal([5, 6, 3, 4, 1, 2], Run(file, 1, 2, 3, 4, 5, 6).Values);
    }

    [Fact]
    public void One_channel_that_is_gathered_takes_the_axis_away()
    {
        var (values, shape) = Run(File([1, 3, 1, 2], 13, [TensorProto.Of("last", [-1]) with { Shape = [] }], Node("Gather", "x last", "y", new AttributeProto.Int("axis", 1))), 1, 2, 3, 4, 5, 6);
        Assert.Equal([5, 6], values);
        Assert.Equal([1, 2], shape);
    }

    [Theory, InlineData(4), InlineData(5)]
    public void A_maximum_of_values_below_zero_has_no_zeros_around(int height)
    {
        // PyTorch's MaxPool2d(3, 2, 1), whose edges are not those of "same" where the size is even.
        var file = File([1, 1, height, height], 13, [], Node("MaxPool", "x", "y", new AttributeProto.Ints("kernel_shape", [3, 3]), new AttributeProto.Ints("strides", [2, 2]), new AttributeProto.Ints("pads", [1, 1, 1, 1])));
        var values = Enumerable.Range(0, height * height).Select(i => -1f - i * 7 % 11).ToArray();
        var count = (height + 2 - 3) / 2 + 1;
        float[] expected = [.. from row in Enumerable.Range(0, count) from column in Enumerable.Range(0, count) select Largest(2 * row - 1, 2 * column - 1)];
        Assert.Equal(expected, Run(file, values).Values);

        float Largest(int top, int left) => (from i in Enumerable.Range(top, 3) from j in Enumerable.Range(left, 3) where i >= 0 && j >= 0 && i < height && j < height select values[i * height + j]).Max();
    }

    [Fact]
    public void Edges_of_a_maximum_that_no_layer_has_are_refused() => Assert.Equal(ModelFormatReason.Unsupported, Refused(File([1, 1, 6, 6], 13, [], Node(
        "MaxPool", "x", "y", new AttributeProto.Ints("kernel_shape", [4, 4]), new AttributeProto.Ints("strides", [2, 2]), new AttributeProto.Ints("pads", [2, 2, 2, 2])))).Reason);

    [Fact]
    public void Before_version_7_an_axis_says_where_a_bias_stands()
    {
        // Two channels and two columns: along the wrong axis it would go as well. The channels come last, as in all pictures.
        var file = File([1, 2, 1, 2], 6, [TensorProto.Of("b", new float[] { 10, 20 }, 2)], Node("Add", "x b", "y", new AttributeProto.Int("broadcast", 1), new AttributeProto.Int("axis", 1)));
        Assert.Equal([11, 23, 12, 24], Run(file, 1, 2, 3, 4).Values);
        var slopes = File([1, 2, 1, 2], 6, [TensorProto.Of("b", new float[] { 10, 20 }, 2)], Node("PRelu", "x b", "y"));
        Assert.Equal([-10, -40, -30, -80], Run(slopes, -1, -2, -3, -4).Values);
    }

    [Fact]
    public void A_bias_with_a_row_for_each_element_is_refused()
    {
        var refused = Refused(File([-1, 2], 13, [TensorProto.Of("k", new float[4], 2, 2), TensorProto.Of("b", new float[6], 3, 2)], Node("Gemm", "x k b", "y")));
        Assert.Equal(ModelFormatReason.Unsupported, refused.Reason);
        Assert.Contains("the bias has the shape [3, 2]", refused.Message);
    }

    [Fact]
    public void A_further_output_that_is_used_is_named()
    {
        var refused = Refused(File([-1, 2], 13, [], Node("Dropout", "x", "d mask"), Node("Relu", "mask", "y")));
        Assert.Equal(ModelFormatReason.Unsupported, refused.Reason);
        Assert.Contains("'mask' is used", refused.Message);
        Assert.Equal(ModelFormatReason.Unsupported, Refused(File(["x"], ["d", "mask"], [-1, 2], 13, [], [Node("Dropout", "x", "d mask")])).Reason);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_layer_normalization_that_is_spelled_out_is_one_layer(bool isUsedElsewhere)
    {
        NodeProto[] nodes =
        [
            Node("ReduceMean", "x", "mean", new AttributeProto.Ints("axes", [-1])), Node("Sub", "x mean", "centred"), Node("Pow", "centred two", "square"),
            Node("ReduceMean", "square", "variance", new AttributeProto.Ints("axes", [-1])), Node("Add", "variance epsilon", "sum"), Node("Sqrt", "sum", "root"), Node("Div", "centred root", "ratio"),
            Node("Mul", "ratio gamma", "scaled"), Node("Add", "scaled beta", isUsedElsewhere ? "z" : "y"), .. isUsedElsewhere ? [Node("Add", "z centred", "y")] : (NodeProto[])[],
        ];
        var file = File([-1, 2, 3], 13, [TensorProto.Of("two", new[] { 2f }, []), TensorProto.Of("epsilon", new[] { 0.5f }, []), TensorProto.Of("gamma", new[] { 1f, 2, 3 }, 3), TensorProto.Of("beta", new[] { 0f, 0, 10 }, 3)], nodes);
        if (isUsedElsewhere)
        {
            Assert.Equal(ModelFormatReason.Unsupported, Refused(file).Reason);
            return;
        }

        // Rows 0 2 4, of variance 8/3, and 1 1 1.
        var (values, deviation) = (Run(file, 0, 2, 4, 1, 1, 1).Values, Math.Sqrt(8 / 3.0 + 0.5));
        double[] expected = [-2 / deviation, 0, 10 + 6 / deviation, 0, 0, 10];
        for (var i = 0; i < 6; i++) Assert.Equal(expected[i], values[i], 1e-5);
    }

    [Fact]
    public void A_picture_shrunk_to_one_pixel_the_way_of_PyTorch_is_refused()
    {
        NodeProto node = Node("Resize", "x  none sizes", "y", new AttributeProto.Text("mode", "linear"), new AttributeProto.Text("coordinate_transformation_mode", "pytorch_half_pixel"));
        Assert.Equal(ModelFormatReason.Unsupported, Refused(File([1, 1, 4, 2], 13, [TensorProto.Of("none", Array.Empty<float>(), 0), TensorProto.Of("sizes", [1, 1, 1, 2])], node with { Inputs = ["x", "", "", "sizes"] })).Reason);
    }

    [Fact]
    public void Open_sizes_that_a_layer_needs_are_refused_with_advice()
    {
        var refused = Refused(File([-1, 1, -1, -1], 13, [TensorProto.Of("k", new float[8], 4, 2)], Node("Relu", "x", "p"), Node("MaxPool", "p", "q", new AttributeProto.Ints("kernel_shape", [2, 2])), Node("Flatten", "q", "f"), Node("Gemm", "f k", "y")));
        Assert.Equal(ModelFormatReason.Unsupported, refused.Reason);
        Assert.Contains("fixed height and width", refused.Message);
    }

    [Fact]
    public void Channels_that_stand_last_in_the_file_stay_last()
    {
        var model = Load(File([1, 1, 1, 5], 13, [TensorProto.Of("shape", [1, 1, 1, 5])], Node("Flatten", "x", "f"), Node("Reshape", "f shape", "y")));
        Assert.Equal([1, 1, 5], model.Outputs[0].Shape);
    }

    [Fact]
    public void A_bound_that_would_cost_precision_is_refused() =>
        Assert.Contains("precision", Refused(File([-1, 2], 13, [TensorProto.Of("low", new[] { -1e6f }), TensorProto.Of("high", new[] { 1e6f })], Node("Clip", "x low high", "y"))).Message);

    [Fact]
    public void Many_nodes_of_one_name_get_names_of_their_own()
    {
        NodeProto[] nodes = [.. Enumerable.Range(0, 9000).Select(i => Node("Relu", i == 0 ? "x" : $"v{i - 1}", i == 8999 ? "y" : $"v{i}") with { Name = "same" })];
        Assert.Equal(9001, Load(File([-1, 2], 13, [], nodes)).Layers.Select(layer => layer.Name).Distinct().Count());
    }

    [Fact]
    public void Names_that_others_would_get_are_kept_apart() => Assert.Equal(
        ["x", "a", "a_1", "a_1_1", "a_2"],
        Load(File([-1, 2], 13, [], Node("Relu", "x", "p") with { Name = "a" }, Node("Relu", "p", "q") with { Name = "a" }, Node("Relu", "q", "r") with { Name = "a_1" }, Node("Relu", "r", "y") with { Name = "a" })).Layers.Select(layer => layer.Name));
}
