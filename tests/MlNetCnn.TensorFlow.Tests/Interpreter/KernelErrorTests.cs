using MlNetCnn.TensorFlow.Interpreter;
using static MlNetCnn.TensorFlow.Tests.Interpreter.KernelRunner;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>What TensorFlow's kernels refuse.</summary>
public sealed class KernelErrorTests
{
    private static readonly (string Name, AttrValue Value) T = ("T", DataType.Float);
    private static readonly (string, AttrValue) Same = ("padding", "SAME");
    private static readonly (string, AttrValue) Valid = ("padding", "VALID");

    private static readonly (string Op, Tensor[] Inputs, (string Name, AttrValue Value)[] Attributes, string Message)[] Wrong =
    [
        ("Conv2D", [Zeros(4, 4, 3), Zeros(3, 3, 3, 2)], [T, Strides(1, 1, 1, 1), Same], "input must be 4-dimensional"),
        ("Conv2D", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3)], [T, Strides(1, 1, 1, 1), Same], "filter must be 4-dimensional"),
        ("Conv2D", [Zeros(1, 4, 4, 3), Zeros(3, 3, 2, 2)], [T, Strides(1, 1, 1, 1), Same], "input depth must be evenly divisible by filter depth: 3 vs 2"),
        ("Conv2D", [Zeros(1, 4, 4, 4), Zeros(3, 3, 2, 3)], [T, Strides(1, 1, 1, 1), Same], "output depth must be evenly divisible by number of groups"),
        ("Conv2D", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3, 2)], [T, Strides(1, 1, 1, 2), Same], "in the batch and depth dimensions"),
        ("Conv2D", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3, 2)], [T, Strides(1, 1), Same], "must specify 4 dimensions"),
        ("Conv2D", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3, 2)], [T, Strides(1, 0, 1, 1), Same], "Stride must be > 0"),
        ("Conv2D", [Zeros(1, 2, 4, 3), Zeros(3, 3, 3, 2)], [T, Strides(1, 1, 1, 1), Valid], "Negative dimension size caused by subtracting 3 from 2"),
        ("Conv2D", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3, 2)], [T, Strides(1, 1, 1, 1), Same, Explicit(0, 0, 1, 1, 1, 1, 0, 0)], "explicit_paddings attribute must be empty"),
        ("Conv2D", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3, 2)], [T, Strides(1, 1, 1, 1), ("padding", "EXPLICIT")], "must contain 8 values, but got: 0"),
        ("Conv2D", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3, 2)], [T, Strides(1, 1, 1, 1), ("padding", "EXPLICIT"), Explicit(0, 0, 1, 1, 1, 1, 0, 1)], "Nonzero explicit padding in the batch or depth"),
        ("Conv2DBackpropInput", [Vector(1, 4, 4, 3), Zeros(3, 3, 3, 2), Zeros(1, 4, 3, 2)], [T, Strides(1, 1, 1, 1), Same], "Size of out_backprop doesn't match computed"),
        ("Conv2DBackpropInput", [Vector(1, 4, 4), Zeros(3, 3, 3, 2), Zeros(1, 4, 4, 2)], [T, Strides(1, 1, 1, 1), Same], "requires input_sizes to contain 4 values or 2 values, but got: 3"),
        ("Conv2DBackpropInput", [Vector(2, 4, 4, 3), Zeros(3, 3, 3, 2), Zeros(1, 4, 4, 2)], [T, Strides(1, 1, 1, 1), Same], "must have the same batch size"),
        ("Conv2DBackpropFilter", [Zeros(1, 4, 4, 3), Vector(3, 3, 3, 2), Zeros(1, 4, 4, 3)], [T, Strides(1, 1, 1, 1), Same], "must have the same out_depth: 2 vs 3"),
        ("DepthwiseConv2dNative", [Zeros(1, 4, 4, 3), Zeros(3, 3, 2, 1)], [T, Strides(1, 1, 1, 1), Same], "input and filter must have the same depth: 3 vs 2"),
        ("DepthwiseConv2dNative", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3, 1)], [T, Strides(1, 1, 2, 1), Same], "only supports equal length strides"),
        ("DepthwiseConv2dNative", [Zeros(1, 4, 4, 3), Zeros(3, 3, 3, 1)], [T, Strides(1, 1, 1, 1), Same, ("dilations", new long[] { 1, 2, 2, 1 })], "depthwise kernels ignore dilations"),
        ("MaxPool", [Zeros(1, 4, 4, 3)], [T, Size(1, 2, 2, 2), Strides(1, 1, 1, 1), Same], "in the batch and depth dimensions"),
        ("MaxPool", [Zeros(1, 4, 4, 3)], [T, Size(1, 5, 2, 1), Strides(1, 1, 1, 1), Valid], "Negative dimension size"),
        ("MaxPoolGrad", [Zeros(1, 4, 4, 3), Zeros(1, 2, 2, 3), Zeros(1, 2, 1, 3)], [T, Size(1, 2, 2, 1), Strides(1, 2, 2, 1), Same], "Expected grad shape to be [1,2,2,3], but got [1,2,1,3]"),
        ("AvgPoolGrad", [Vector(1, 4, 4), Zeros(1, 2, 2, 3)], [T, Size(1, 2, 2, 1), Strides(1, 2, 2, 1), Same], "4 elements"),
        ("BiasAdd", [Zeros(3), Zeros(3)], [T], "Input tensor must be at least 2D: [3]"),
        ("BiasAdd", [Zeros(2, 3), Zeros(1, 3)], [T], "Biases must be 1D: [1,3]"),
        ("BiasAdd", [Zeros(2, 3), Zeros(2)], [T], "Must provide as many biases as the last dimension"),
        ("FusedBatchNormV3", [Zeros(2, 3), Zeros(3), Zeros(3), Zeros(3), Zeros(3)], [T, ("U", DataType.Float)], "input must be 4 or 5-dimensional"),
        ("FusedBatchNormV3", [Zeros(1, 2, 2, 3), Zeros(2), Zeros(3), Zeros(0), Zeros(0)], [T, ("U", DataType.Float)], "scale must have the same number of elements as the channels of x, got 2 and 3"),
        ("FusedBatchNormV3", [Zeros(1, 2, 2, 3), Zeros(3), Zeros(3), Zeros(0), Zeros(0)], [T, ("U", DataType.Float), ("is_training", false)], "When is_training=false, mean must have"),
        ("FusedBatchNormV3", [Zeros(1, 2, 2, 3), Zeros(3), Zeros(3), Zeros(0), Zeros(0)], [T, ("U", DataType.Float), ("exponential_avg_factor", 0.5f)], "When exponential_avg_factor != 1, mean must have"),
        ("MatMul", [Zeros(2, 3), Zeros(2, 3)], [T], "Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3]"),
        ("MatMul", [Zeros(1, 2, 3), Zeros(3, 2)], [T], "In[0] is not a matrix"),
        ("BatchMatMulV2", [Zeros(2, 2, 3), Zeros(3, 3, 2)], [T], "must have compatible batch dimensions"),
        ("ReluGrad", [Zeros(2, 3), Zeros(1, 3)], [T], "must have the same size and shape"),
        ("AddV2", [Zeros(2, 3), Zeros(2)], [T], "Incompatible shapes: [2,3] vs. [2]"),
        ("AddN", [Zeros(2, 3), Zeros(3)], [T, ("N", 2)], "must have the same size and shape.  Input 0: [2,3] != input 1: [3]"),
        ("Sum", [Zeros(2, 3), Vector(2)], [T], "Invalid reduction dimension (2 for input with 2 dimension(s)"),
        ("Sum", [Zeros(2, 3), Vector(1, -1)], [T], "Axes contains duplicate dimension: 1"),
        ("ArgMax", [Zeros(2, 3), Scalar(2)], [T], "Expected dimension in the range [-2, 2), but got 2"),
        ("Reshape", [Zeros(2, 3), Vector(4, 2)], [T], "Input to reshape is a tensor with 6 values, but the requested shape has 8"),
        ("Reshape", [Zeros(2, 3), Vector(-1, -1)], [T], "Only one input size may be -1, not both 0 and 1"),
        ("Reshape", [Zeros(2, 3), Vector(-1, 4)], [T], "requested shape requires a multiple of 4"),
        ("Reshape", [Zeros(0, 3), Vector(-1, 0)], [T], "reshape cannot infer the missing input size"),
        ("Transpose", [Zeros(2, 3), Vector(0)], [T], "transpose expects a vector of size 2"),
        ("Transpose", [Zeros(2, 3), Vector(1, 1)], [T], "is missing from"),
        ("ConcatV2", [Zeros(2, 3), Zeros(3, 3), Scalar(1)], [T, ("N", 2)], "Dimension 0 in both shapes must be equal"),
        ("ConcatV2", [Zeros(2, 3), Zeros(3), Scalar(0)], [T, ("N", 2)], "Ranks of all input tensors should match"),
        ("Split", [Scalar(1), Zeros(2, 3)], [T, ("num_split", 2)], "should evenly divide the split dimension"),
        ("Slice", [Zeros(2, 3), Vector(0, 1), Vector(2, 3)], [T, ("Index", DataType.Int32)], "Expected size[1] in [0, 2], but got 3"),
        ("StridedSlice", [Zeros(2, 3), Vector(0), Vector(1), Vector(0)], [T, ("Index", DataType.Int32)], "strides[0] must be non-zero"),
        ("StridedSlice", [Zeros(2, 3), Vector(2), Vector(3), Vector(1)], [T, ("Index", DataType.Int32), ("shrink_axis_mask", 1)], "slice index 2 of dimension 0 out of bounds"),
        ("StridedSliceGrad", [Vector(2, 3), Vector(0), Vector(1), Vector(1), Zeros(2, 3)], [T, ("Index", DataType.Int32)], "shape of dy was [2,3] instead of [1,3]"),
        ("Pad", [Zeros(2, 3), Vector(1, 1)], [T], "paddings must be a matrix with 2 columns"),
        ("MirrorPad", [Zeros(2, 3), Vector(2, 0, 0, 0).As(2, 2)], [T, ("mode", "REFLECT")], "paddings must be less than the dimension size"),
        ("MirrorPad", [Zeros(2, 3), Vector(3, 0, 0, 0).As(2, 2)], [T, ("mode", "SYMMETRIC")], "paddings must be no greater than the dimension size"),
        ("GatherV2", [Zeros(2, 3), Vector(2), Scalar(0)], [("Tparams", DataType.Float), ("Tindices", DataType.Int32), ("Taxis", DataType.Int32)], "indices[0] = 2 is not in [0, 2)"),
        ("Squeeze", [Zeros(2, 3)], [T, ("squeeze_dims", new long[] { 1 })], "Can not squeeze dim[1], expected a dimension of 1, got 3"),
        ("BroadcastTo", [Zeros(2, 3), Vector(2, 4)], [T], "Incompatible shapes: [2,3] vs. [2,4]"),
        ("BroadcastGradientArgs", [Vector(2, 3), Vector(4)], [], "Incompatible shapes"),
        ("SoftmaxCrossEntropyWithLogits", [Zeros(2, 3), Zeros(2, 4)], [T], "logits and labels must be broadcastable"),
        ("SparseSoftmaxCrossEntropyWithLogits", [Zeros(1, 3), Vector(3)], [T, ("Tlabels", DataType.Int32)], "Received a label value of 3 which is outside the valid range of [0, 3)"),
        ("ResizeBilinear", [Zeros(1, 2, 2, 1), Vector(4, 4)], [T, ("align_corners", true), ("half_pixel_centers", true)], "If half_pixel_centers is True, align_corners must be False."),
        ("ResizeBilinear", [Zeros(1, 2, 2, 1), Vector(0, 4)], [T], "output dimensions must be positive"),
        ("ImageProjectiveTransformV3", [Zeros(2, 2, 2, 1), Zeros(3, 8), Vector(2, 2), Floats([], 0)], [("dtype", DataType.Float), ("interpolation", "NEAREST")], "Input transform should be num_images x 8 or 1 x 8"),
        ("SpaceToBatchND", [Zeros(1, 3, 4, 1), Vector(2, 2), Vector(0, 0, 0, 0).As(2, 2)], [T], "padded_shape[0]=3 is not divisible by block_shape[0]=2"),
        ("CheckNumerics", [Floats([2], 1, float.NaN)], [T, ("message", "loss")], "loss : Tensor had NaN values"),
        ("Range", [Scalar(0), Scalar(3), Scalar(0)], [], "Requires delta != 0"),
        ("TopKV2", [Zeros(2, 3), Scalar(4)], [T], "input must have at least k columns. Had 3, needed 4"),
    ];

    public static IEnumerable<TheoryDataRow<int, string, string>> Cases() => Wrong.Index().Select(w => new TheoryDataRow<int, string, string>(w.Index, w.Item.Op, w.Item.Message));

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_does_not_fit_is_refused(int index, string op, string message)
    {
        var (_, inputs, attributes, _) = Wrong[index];
        var error = Assert.Throws<TensorFlowException>(() => Run(op, attributes.ToDictionary(a => a.Name, a => a.Value), inputs));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("[[{{node node}}]]", error.Message, StringComparison.Ordinal);
        Assert.Equal(message.Contains("ignore dilations", StringComparison.Ordinal) ? TensorFlowStatus.Unimplemented : TensorFlowStatus.InvalidArgument, error.Status);
    }

    [Fact]
    public void Like_a_CPU_channels_first_and_gradients_of_groups_and_dilations_are_refused()
    {
        var cpu = new SessionResources(new() { LikeCpu = true });
        Dictionary<string, AttrValue> Attributes(params (string Name, AttrValue Value)[] more) =>
            new(more.ToDictionary(m => m.Name, m => m.Value)) { ["T"] = DataType.Float, ["strides"] = new long[] { 1, 1, 1, 1 }, ["padding"] = "SAME" };
        void Refused(string part, Dictionary<string, AttrValue> attributes, string op, params Tensor[] inputs)
        {
            Run(op, attributes, inputs);
            Assert.Contains(part, Assert.Throws<TensorFlowException>(() => Run(cpu, op, attributes, inputs)).Message, StringComparison.Ordinal);
        }

        Refused("only supports NHWC", Attributes(("data_format", "NCHW")), "Conv2D", Zeros(1, 2, 4, 4), Zeros(3, 3, 2, 2));
        Refused("grouped convolutions are not supported on CPU", Attributes(), "Conv2DBackpropInput", Vector(1, 4, 4, 4), Zeros(3, 3, 2, 4), Zeros(1, 4, 4, 4));
        Refused("dilation rates larger than 1", Attributes(("dilations", new long[] { 1, 2, 2, 1 })), "Conv2DBackpropFilter", Zeros(1, 4, 4, 2), Vector(3, 3, 2, 4), Zeros(1, 4, 4, 4));
    }

    private static Tensor Zeros(params int[] shape) => new(DataType.Float, shape, new float[Tensor.Size(shape)]);

    private static (string, AttrValue) Strides(params long[] values) => ("strides", values);

    private static (string, AttrValue) Size(params long[] values) => ("ksize", values);

    private static (string, AttrValue) Explicit(params long[] values) => ("explicit_paddings", values);
}
