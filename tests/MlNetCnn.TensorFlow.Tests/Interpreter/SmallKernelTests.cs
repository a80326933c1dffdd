using MlNetCnn.TensorFlow.Interpreter;
using static MlNetCnn.TensorFlow.Tests.Interpreter.KernelRunner;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>Operations whose results anybody can write down.</summary>
public sealed class SmallKernelTests
{
    private const float NaN = float.NaN;
    private static readonly (string Name, AttrValue Value) T = ("T", DataType.Float);
    private static readonly Tensor Six = Floats([2, 3], 1, 2, 3, 4, 5, 6);

    private static readonly (string Op, Tensor[] Inputs, (string Name, AttrValue Value)[] Attributes, Tensor[] Outputs)[] Known =
    [
        ("Reshape", [Six, Vector(3, -1)], [T], [Six.As(3, 2)]),
        ("Reshape", [Floats([1], 7), Vector()], [T], [Floats([], 7)]),
        ("Shape", [Six], [T], [Vector(2, 3)]),
        ("ShapeN", [Six, Floats([], 1)], [T, ("N", 2)], [Vector(2, 3), Vector()]),
        ("Size", [Six], [T, ("out_type", DataType.Int64)], [new(DataType.Int64, [], new[] { 6L })]),
        ("Rank", [Six], [T], [Scalar(2)]),
        ("BroadcastArgs", [Vector(2, 1, 3), Vector(4, 1)], [], [Vector(2, 4, 3)]),
        ("Fill", [Vector(2, 2), Floats([], 5)], [T], [Floats([2, 2], 5, 5, 5, 5)]),
        ("ZerosLike", [Vector(1, 2)], [("T", DataType.Int32)], [Vector(0, 0)]),
        ("OnesLike", [Six], [T], [Floats([2, 3], 1, 1, 1, 1, 1, 1)]),
        ("LinSpace", [Floats([], 1), Floats([], 2), Scalar(5)], [T], [Floats([5], 1, 1.25f, 1.5f, 1.75f, 2)]),
        ("InvertPermutation", [Vector(2, 0, 1)], [], [Vector(1, 2, 0)]),
        ("Select", [new(DataType.Bool, [2], new[] { true, false }), Vector(1, 2), Vector(3, 4)], [("T", DataType.Int32)], [Vector(1, 4)]),
        ("ConcatOffset", [Scalar(1), Vector(2, 3), Vector(2, 5)], [("N", 2)], [Vector(0, 0), Vector(0, 3)]),
        ("ScatterNd", [Vector(2, 0, 2).As(3, 1), Floats([3], 1, 2, 4), Vector(4)], [T, ("Tindices", DataType.Int32)], [Floats([4], 2, 0, 5, 0)]),
        ("Bitcast", [Floats([1], 1)], [T, ("type", DataType.Int32)], [Vector(0x3f800000)]),
        ("ClipByValue", [Six, Floats([], 2), Floats([], 4)], [T], [Floats([2, 3], 2, 2, 3, 4, 4, 4)]),
        ("Asin", [Floats([1], 1)], [T], [Floats([1], MathF.PI / 2)]),
        ("Acos", [Floats([1], -1)], [T], [Floats([1], MathF.PI)]),
        ("MulNoNan", [Floats([2], NaN, 3), Floats([2], 0, 2)], [T], [Floats([2], 0, 6)]),
        ("Div", [Vector(-7, 7), Vector(2, 2)], [("T", DataType.Int32)], [Vector(-3, 3)]),
        ("Xlogy", [Floats([2], 0, 2), Floats([2], 0, 1)], [T], [Floats([2], 0, 0)]),
        ("Xdivy", [Floats([2], 0, 2), Floats([2], 0, 4)], [T], [Floats([2], 0, 0.5f)]),
        ("Cumprod", [Six, Scalar(1)], [T], [Floats([2, 3], 1, 2, 6, 4, 20, 120)]),
        ("Add", [Six, Six], [T], [Floats([2, 3], 2, 4, 6, 8, 10, 12)]),
        ("Inv", [Floats([1], 4)], [T], [Floats([1], 0.25f)]),
        ("InvGrad", [Floats([1], 0.25f), Floats([1], 2)], [T], [Floats([1], -0.125f)]),
        ("SpaceToDepth", [Floats([1, 2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8)], [T, ("block_size", 2)], [Floats([1, 1, 1, 8], 1, 2, 3, 4, 5, 6, 7, 8)]),
        ("Cast", [Floats([3], 0, -2, NaN)], [("SrcT", DataType.Float), ("DstT", DataType.Bool)], [new(DataType.Bool, [3], new[] { false, true, true })]),
        ("Cast", [new(DataType.Bool, [2], new[] { false, true })], [("SrcT", DataType.Bool), ("DstT", DataType.Float)], [Floats([2], 0, 1)]),
        ("Mean", [Floats([0, 2]), Vector(0)], [T], [Floats([2], NaN, NaN)]),
        ("Sum", [Floats([0, 2]), Vector(0)], [T], [Floats([2], 0, 0)]),
        ("Sum", [Six, Vector()], [T], [Six]),

        // NaN goes through.
        ("Relu", [Floats([2], NaN, -1)], [T], [Floats([2], NaN, 0)]),
        ("Relu6", [Floats([1], NaN)], [T], [Floats([1], NaN)]),
        ("Maximum", [Floats([2], NaN, 1), Floats([2], 1, NaN)], [T], [Floats([2], NaN, NaN)]),
        ("Max", [Floats([3], 1, NaN, 2), Vector(0)], [T], [Floats([], NaN)]),
        ("MaxPool", [Floats([1, 1, 3, 1], 1, NaN, 2)], [T, ("ksize", new long[] { 1, 1, 3, 1 }), ("strides", new long[] { 1, 1, 1, 1 }), ("padding", "VALID")], [Floats([1, 1, 1, 1], NaN)]),

        // Of equal elements the first gets the gradient.
        ("MaxPoolGrad", [Floats([1, 1, 3, 1], 5, 5, 5), Floats([1, 1, 1, 1], 5), Floats([1, 1, 1, 1], 2)], [T, ("ksize", new long[] { 1, 1, 3, 1 }), ("strides", new long[] { 1, 1, 1, 1 }), ("padding", "VALID")], [Floats([1, 1, 3, 1], 2, 0, 0)]),

        // Ties of half-pixel centres: 0.5, 1.5 ... of a doubled picture.
        ("ResizeNearestNeighbor", [Floats([1, 1, 2, 1], 1, 2), Vector(1, 5)], [T, ("half_pixel_centers", true)], [Floats([1, 1, 5, 1], 1, 1, 2, 2, 2)]),
        ("ResizeNearestNeighbor", [Floats([1, 1, 3, 1], 1, 2, 3), Vector(1, 2)], [T, ("align_corners", true)], [Floats([1, 1, 2, 1], 1, 3)]),
        ("ResizeBilinear", [Floats([1, 1, 2, 1], 0, 4), Vector(1, 4)], [T], [Floats([1, 1, 4, 1], 0, 2, 4, 4)]),

        ("PreventGradient", [Six], [T], [Six]),
        ("StopGradient", [Six], [T], [Six]),
        ("IdentityN", [Six, Scalar(1)], [("T", new[] { DataType.Float, DataType.Int32 })], [Six, Scalar(1)]),
        ("CheckNumerics", [Six], [T, ("message", "")], [Six]),
    ];

    public static IEnumerable<TheoryDataRow<int, string>> Cases() => Known.Index().Select(k => new TheoryDataRow<int, string>(k.Index, k.Item.Op));

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_operation_gives_what_it_must(int index, string op)
    {
        var (_, inputs, attributes, outputs) = Known[index];
        var actual = Run(op, attributes.ToDictionary(a => a.Name, a => a.Value), inputs);
        Assert.Equal(outputs.Length, actual.Length);
        for (var i = 0; i < outputs.Length; i++) ReferenceTests.AssertSame(outputs[i], actual[i], 1e-7, op);
    }

    [Theory]
    [InlineData("CONSTANT", "9 9 9 1 2 3 4 9 9 9")]
    [InlineData("NEAREST", "1 1 1 1 2 3 4 4 4 4")]
    [InlineData("REFLECT", "3 2 1 1 2 3 4 4 3 2")]
    [InlineData("WRAP", "4 3 4 1 2 3 4 1 2 1")] // Not "2 3 4 1 2 3 4 1 2 3": TensorFlow's formula jumps too far at multiples of width - 1.
    public void A_picture_that_is_moved_is_continued_as_the_fill_mode_says(string mode, string expected)
    {
        var moved = Transform(mode, "NEAREST", -3);
        Assert.Equal(expected, string.Join(" ", ((float[])moved.Data).Select(v => $"{v}")));
    }

    [Fact]
    public void A_picture_that_is_moved_by_half_a_pixel_is_mixed()
    {
        var moved = Transform("CONSTANT", "BILINEAR", -2.5f);
        Assert.Equal([9f, 9, 5, 1.5f, 2.5f, 3.5f, 6.5f, 9, 9, 9], (float[])moved.Data);
    }

    [Theory]
    [InlineData("ResourceApplyAdagrad", new float[] { 2 }, "0.1 g", 1 - 0.1 * 2 / 2.4494897427831781)]
    [InlineData("ResourceApplyAdamWithAmsgrad", new float[] { 0, 0, 100 }, "0.5 0.75 0.1 0.5 0.75 0 g", 1 - 0.1 * 0.5 / 0.5 * 1 / 10)]
    [InlineData("ResourceApplyFtrl", new float[] { 1, 0 }, "g 1 0 0 -0.5", -(3 - 2.23606797749979) / 2.23606797749979)]
    [InlineData("ResourceApplyFtrlV2", new float[] { 1, 0 }, "g 1 0 0 0 -0.5", -(3 - 2.23606797749979) / 2.23606797749979)]
    [InlineData("ResourceApplyAddSign", new float[] { 0 }, "0.1 1 0.5 0.9 g", 1 - 0.1 * 1.5 * 2)]
    public void An_optimizer_makes_the_step_that_its_formula_says(string op, float[] slots, string scalars, double expected)
    {
        var resources = new SessionResources(new());
        VariableKey[] keys = [.. Enumerable.Range(0, slots.Length + 1).Select(i => new VariableKey("", $"v{i}", DataType.Float, new TensorShape(1)))];
        foreach (var (i, key) in keys.Index()) resources.FindOrCreate(key, Floats([1], i == 0 ? 1 : slots[i - 1]));
        var rest = scalars.Split(' ').Select(s => s == "g" ? Floats([1], 2) : Floats([], float.Parse(s, System.Globalization.CultureInfo.InvariantCulture)));
        Run(resources, op, new() { ["T"] = DataType.Float }, [.. keys.Select(key => new Tensor(DataType.Resource, [], new[] { key })), .. rest]);
        Assert.Equal(expected, resources.Find(keys[0])!.Value.Reals()[0], 1e-6);
    }

    /// <summary>Epsilon stands under the root in RMSProp, behind it in Adam.</summary>
    [Theory]
    [InlineData("ResourceApplyRMSProp", 2, "0.1 0 0 12 g", 1 - 0.1 * 2 / 4)]
    [InlineData("ResourceApplyAdam", 2, "0 0 0.1 0 0 2 g", 1 - 0.1 * 2 / 4)]
    [InlineData("ResourceApplyAdaMax", 2, "0 0.1 0 0 2 g", 1 - 0.1 * 2 / 4)]
    [InlineData("ResourceApplyCenteredRMSProp", 3, "0.1 0 0 16 g", 1 - 0.1 * 2 / 4)]
    [InlineData("ResourceApplyAdagradV2", 1, "0.1 2 g", 1 - 0.1 * 2 / 4)]
    public void Epsilon_stands_where_TensorFlow_has_it(string op, int slots, string scalars, double expected) =>
        An_optimizer_makes_the_step_that_its_formula_says(op, new float[slots], scalars, expected);

    private static Tensor Transform(string mode, string interpolation, float by) => Run(
        "ImageProjectiveTransformV3", new() { ["dtype"] = DataType.Float, ["interpolation"] = interpolation, ["fill_mode"] = mode },
        Floats([1, 1, 4, 1], 1, 2, 3, 4), Floats([1, 8], 1, 0, by, 0, 1, 0, 0, 0), Vector(1, 10), Floats([], 9))[0];
}
