using System.Text.Json;
using MlNetCnn.Testing;
using MlNetCnn.TensorFlow.Interpreter;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>The interpreter's operations against PyTorch's and NumPy's numbers.</summary>
public sealed class ReferenceTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Operations() =>
        ReferenceCase.All.Index().Where(c => c.Item.TryGetProperty("outputs", out _)).Select(c => new TheoryDataRow<int, string>(c.Index, ReferenceCase.Op(c.Item)));

    public static IEnumerable<TheoryDataRow<int, string>> Optimizers() =>
        ReferenceCase.All.Index().Where(c => c.Item.TryGetProperty("steps", out _)).Select(c => new TheoryDataRow<int, string>(c.Index, ReferenceCase.Op(c.Item)));

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_gives_what_the_reference_gives(int index, string op)
    {
        var item = ReferenceCase.All[index];
        var actual = KernelRunner.Run(op, ReferenceCase.Attributes(item), [.. item.GetProperty("inputs").EnumerateArray().Select(ReferenceCase.Read)]);
        var expected = item.GetProperty("outputs");
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        for (var i = 0; i < actual.Length; i++)
            if (expected[i].ValueKind != JsonValueKind.Null) AssertSame(ReferenceCase.Read(expected[i]), actual[i], item.GetProperty("tol").GetDouble(), $"output {i} of {op}");
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void An_optimizer_goes_where_the_reference_goes(int index, string op)
    {
        var item = ReferenceCase.All[index];
        var resources = new SessionResources(new());
        var initial = ReferenceCase.Read(item.GetProperty("initial"));
        var start = (float)item.GetProperty("start").GetDouble();
        VariableKey[] keys = [.. Enumerable.Range(0, 1 + item.GetProperty("slots").GetInt32()).Select(i => new VariableKey("", $"v{i}", DataType.Float, new TensorShape(5)))];
        foreach (var (i, key) in keys.Index()) resources.FindOrCreate(key, i == 0 ? initial : KernelRunner.Floats([5], start, start, start, start, start));
        foreach (var step in item.GetProperty("steps").EnumerateArray())
        {
            var rest = step.GetProperty("scalars").EnumerateArray().Select(s =>
                s.ValueKind == JsonValueKind.String ? ReferenceCase.Read(step.GetProperty("grad")) : KernelRunner.Floats([], (float)s.GetDouble()));
            KernelRunner.Run(resources, op, ReferenceCase.Attributes(item), [.. keys.Select(key => new Tensor(DataType.Resource, [], new[] { key })), .. rest]);
            AssertSame(ReferenceCase.Read(step.GetProperty("var")), resources.Find(keys[0])!.Value, 5e-6, op);
        }
    }

    /// <summary>What is compared here and what the finite differences of <see cref="GradientTests"/> compare leaves few operations without a second opinion: those named.</summary>
    [Fact]
    public void Every_operation_that_computes_is_compared_with_something()
    {
        string[] elsewhere =
        [
            // Sources, variables, files, control: SessionTests, VariableTests, FileTests.
            "Const", "Placeholder", "PlaceholderWithDefault", "NoOp", "Identity", "StopGradient", "Snapshot", "PreventGradient", "IdentityN", "CheckNumerics", "VarHandleOp", "ReadVariableOp",
            "AssignVariableOp", "AssignAddVariableOp", "AssignSubVariableOp", "VarIsInitializedOp", "VariableShape", "DestroyResourceOp", "SaveV2", "RestoreV2",
            // Chance: RandomTests.
            "RandomUniform", "RandomStandardNormal", "TruncatedNormal", "RandomUniformInt", "StatelessRandomUniformV2",
            // By hand: SmallKernelTests.
            "Reshape", "Shape", "ShapeN", "Size", "Rank", "BroadcastArgs", "Fill", "ZerosLike", "OnesLike", "LinSpace", "InvertPermutation", "Select", "ConcatOffset", "ScatterNd", "Bitcast",
            "ClipByValue", "Asin", "Acos", "MulNoNan", "Div", "Xlogy", "Xdivy", "Cumprod", "ImageProjectiveTransformV3", "ResourceApplyAdagrad", "ResourceApplyAdamWithAmsgrad",
            "ResourceApplyFtrl", "ResourceApplyFtrlV2", "ResourceApplyAddSign", "Add", "Inv", "InvGrad", "SpaceToDepth",
        ];
        var compared = ReferenceCase.All.Select(ReferenceCase.Op).Concat(GradientTests.Compared).Concat(elsewhere);
        Assert.Empty(KernelTable.Known.Except(compared));
    }

    internal static void AssertSame(Tensor expected, Tensor actual, double tolerance, string what)
    {
        Assert.Equal(expected.Type, actual.Type);
        Assert.Equal(expected.Shape, actual.Shape);
        if (!expected.IsReal)
        {
            Assert.Equal(expected.Data, actual.Data);
            return;
        }

        // NaN equals NaN here, and nothing else.
        var (e, a) = (expected.Reals(), actual.Reals());
        Assert.Equal(Array.ConvertAll(e, double.IsNaN), Array.ConvertAll(a, double.IsNaN));
        static float Number(double v) => double.IsNaN(v) ? 0 : (float)v;
        Closeness.AssertClose(Array.ConvertAll(e, Number), Array.ConvertAll(a, Number), tolerance, tolerance, what);
    }
}
