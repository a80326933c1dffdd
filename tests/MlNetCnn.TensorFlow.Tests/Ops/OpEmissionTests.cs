using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Interpreter.Checking;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>Every operation that can be emitted, against TensorFlow's signatures; what gradients do not reach stands here.</summary>
public sealed class OpEmissionTests
{
    [Fact]
    public void AllOperationsAreAsTensorFlowHasThem()
    {
        var graph = Rest();
        GraphCheck.Assert(graph.Build());
        var emitted = graph.Nodes.Concat(OpGradientTests.Cases.SelectMany(c => new GradientRun(c, false).Graph.Nodes)).Select(n => n.Op).ToHashSet();
        Assert.Empty(OperationSignature.All.Keys.Except(emitted).Order());
    }

    [Fact]
    public void TheInterpreterHasTensorFlowsSignatures()
    {
        foreach (var (name, signature) in OperationSignature.All)
        {
            var definition = KernelTable.Find(name).Definition;
            Assert.Equal((name, Text(signature.Inputs)), (name, string.Join(" ", definition.Inputs.Select(a => $"{a.Name}:{a.Kind}"))));
            Assert.Equal((name, Text(signature.Outputs)), (name, string.Join(" ", definition.Outputs.Select(a => $"{a.Name}:{a.Kind}"))));
            Assert.Empty(signature.Attributes.Select(a => $"{name} {a.Name}").Except(definition.Attributes.Select(a => $"{name} {a.Name}")));
        }

        static string Text(IReadOnlyList<OperationArgument> arguments) => string.Join(" ", arguments.Select(a => $"{a.Name}:{(a.Count is null ? "" : $"{a.Count}*")}{a.Type}"));
    }

    [Fact]
    public void ShapesThatAreNotToBeKnownAreNotSaid()
    {
        var graph = new GraphBuilder();
        var x = graph.Placeholder(DataType.Float, new(-1, -1, -1, 3));
        Assert.Equal(new TensorShape(-1, -1, -1, 8), graph.Conv2D(x, graph.Placeholder(DataType.Float, new(3, 3, 3, 8)), [2, 2], "SAME").Shape);
        Assert.Equal(new TensorShape(-1, 3), graph.Mean(x, [1, 2]).Shape);
        Assert.Equal(new TensorShape(-1, -1, -1, 3), graph.Pad(x, [(0, 0), (1, 1), (1, 1), (0, 0)]).Shape);
        Assert.Equal(new TensorShape(-1, 0, -1, 3), graph.StridedSlice(x, [0, 2], [0, 2], [1, 1], endMask: 1).Shape);
        Assert.False(graph.Reshape(x, graph.Placeholder(DataType.Int32, new(-1))).Shape.HasRank);
        Assert.Throws<NotSupportedException>(() => graph.DepthwiseConv2dNative(x, graph.Placeholder(DataType.Float, new(3, 3, 3, 1)), [1, 1], "SAME", dilations: [2, 2]));
    }

    [Fact]
    public void ShapesThatDoNotFitAreRefused()
    {
        var graph = new GraphBuilder();
        GraphTensor x = graph.Placeholder(DataType.Float, new(-1, 3)), y = graph.Placeholder(DataType.Float, new(-1, 4));
        Assert.Contains("[?,3] and [?,4]", Assert.Throws<ArgumentException>(() => graph.AddV2(x, y)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => graph.Pack([x, y]));
        Assert.Throws<ArgumentOutOfRangeException>(() => graph.Sum(x, [2]));
        Assert.Throws<ArgumentException>(() => graph.MaxPool(graph.Placeholder(DataType.Float, new(-1, 4, 4, 1)), [2, 2], [2, 2], "HALF"));
    }

    [Fact]
    public void DilatedConvolutionsKeepTheirShape()
    {
        var graph = new GraphBuilder();
        GraphTensor x = graph.Placeholder(DataType.Float, new(-1, 7, 9, 2)), filter = graph.Placeholder(DataType.Float, new(3, 3, 2, 1));
        Assert.Equal(new TensorShape(-1, 7, 9, 2), graph.DepthwiseConv2dNative(x, filter, [1, 1], "SAME", dilations: [2, 3]).Shape);
        Assert.Equal(new TensorShape(-1, 3, 3, 2), graph.DepthwiseConv2dNative(x, filter, [1, 1], "VALID", dilations: [2, 3]).Shape);
    }

    private static GraphBuilder Rest()
    {
        var graph = new GraphBuilder();
        GraphTensor Variable(int index) => graph.VarHandleOp(DataType.Float, new(2), $"v{index}");
        GraphTensor x = graph.Placeholder(DataType.Float, new(2)), s = graph.Constant(0.5f), flag = graph.Greater(x, s), image = graph.Placeholder(DataType.Float, new(-1, 4, 4, 1));
        GraphTensor[] v = [.. Enumerable.Range(0, 4).Select(Variable)];
        graph.ReadVariableOp(v[0], DataType.Float, new(2));
        GraphNode[] updates =
        [
            graph.AssignVariableOp(v[0], x), graph.AssignAddVariableOp(v[0], x), graph.AssignSubVariableOp(v[0], x), graph.ResourceApplyGradientDescent(v[0], s, x),
            graph.ResourceApplyMomentum(v[0], v[1], s, x, s, useNesterov: true), graph.ResourceApplyKerasMomentum(v[0], v[1], s, x, s), graph.ResourceApplyRMSProp(v[0], v[1], v[2], s, s, s, s, x),
            graph.ResourceApplyCenteredRMSProp(v[0], v[1], v[2], v[3], s, s, s, s, x), graph.ResourceApplyAdam(v[0], v[1], v[2], s, s, s, s, s, s, x),
            graph.ResourceApplyAdamWithAmsgrad(v[0], v[1], v[2], v[3], s, s, s, s, s, s, x), graph.ResourceApplyAdagradV2(v[0], v[1], s, s, x), graph.ResourceApplyAdadelta(v[0], v[1], v[2], s, s, s, x),
            graph.ResourceApplyAdaMax(v[0], v[1], v[2], s, s, s, s, s, x), graph.ResourceApplyFtrlV2(v[0], v[1], v[2], x, s, s, s, s, s),
        ];
        graph.NoOp(updates);
        graph.All(flag, [0]);
        graph.Any(graph.LogicalAnd(graph.LogicalNot(flag), graph.LogicalOr(flag, graph.LessEqual(x, s))), [0]);
        graph.FloorMod(graph.Constant(5), graph.Constant(3));
        graph.ImageProjectiveTransformV3(image, graph.Placeholder(DataType.Float, new(-1, 8)), 3, 3);
        var sizes = graph.Shape(image);
        graph.RandomUniform(sizes, 1, 2);
        graph.RandomStandardNormal(sizes);
        graph.StatelessRandomUniformV2(sizes, graph.Cast(graph.Constant(TensorValue.Of(new long[1], 1)), DataType.UInt64), graph.Cast(graph.Constant(TensorValue.Of(new long[2], 2)), DataType.UInt64));
        var prefix = graph.Constant(TensorValue.Of(["model"], []));
        graph.SaveV2(prefix, ["a", "b"], [x, sizes]);
        graph.RestoreV2(prefix, [("a", DataType.Float, new(2)), ("b", DataType.Int32, new(4))]);
        return graph;
    }
}
