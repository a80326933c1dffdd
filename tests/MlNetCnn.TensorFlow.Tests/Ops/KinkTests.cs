using MlNetCnn.Compute;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>Gradients where functions have none: at kinks and among equal values, as TensorFlow's own gradients; and what explanations let through relus.</summary>
public sealed class KinkTests
{
    [Fact]
    public void ReluLetsNothingThroughAtZero() => Assert.Equal([0, 0, 1], Of((g, x) => g.Relu(x), -1, 0, 1));

    [Fact]
    public void Relu6LetsNothingThroughAtItsEnds() => Assert.Equal([0, 1, 0, 0], Of((g, x) => g.Relu6(x), 0, 3, 6, 7));

    [Fact]
    public void LeakyReluHasTheLowerSlopeAtZero() => Assert.Equal([0.25f, 0.25f, 1], Of((g, x) => g.LeakyRelu(x, 0.25f), -1, 0, 1));

    [Fact]
    public void EluAndSeluHaveTheUpperSlopeAtZero()
    {
        Assert.Equal(1, Of((g, x) => g.Elu(x), 0)[0]);
        Assert.Equal(1.05070099f, Of((g, x) => g.Selu(x), 0)[0], 1e-6f);
    }

    [Fact]
    public void AbsHasNoneAtZero() => Assert.Equal([-1, 0, 1], Of((g, x) => g.Abs(x), -2, 0, 2));

    [Fact]
    public void OfEqualOnesTheFirstHasTheGradient()
    {
        Assert.Equal([1, 1], Of((g, x) => g.Maximum(x, g.Constant(2f)), 2, 3));
        Assert.Equal([0, 0], Of((g, x) => g.Maximum(g.Constant(2f), x), 2, 1));
        Assert.Equal([1, 0], Of((g, x) => g.Minimum(x, g.Constant(2f)), 2, 3));
    }

    [Fact]
    public void TheFirstLargestHasTheGradientOfMax()
    {
        Assert.Equal([0, 1, 0, 0], Of((g, x) => g.Max(x, [0]), 1, 3, 3, 3));
        Assert.Equal([1, 0, 0], Of((g, x) => g.Min(x, [0]), 1, 3, 1));
        Assert.Equal([0, 1, 1, 0, 0, 0], Of((g, x) => g.Max(g.Reshape(x, 1, 3, 2), [0, 1]), 1, 5, 4, 5, 4, 2));
    }

    [Fact]
    public void TheFirstLargestHasTheGradientOfMaxPool() => Assert.Equal([0, 1, 0, 0], Of((g, x) => g.MaxPool(g.Reshape(x, 1, 2, 2, 1), [2, 2], [2, 2], "VALID"), 1, 3, 3, 2));

    [Fact]
    public void PowOfZeroHasNoGradientByTheExponent() => Assert.Equal([0, 0], Of((g, x) => g.Pow(g.Constant(0f), x), 1, 2));

    [Fact]
    public void ADivisionByZeroThatIsNoneHasNoGradient() => Assert.Equal([0, 0], Of((g, x) => g.DivNoNan(x, g.ZerosLike(x)), 1, 2));

    [Theory]
    [InlineData(ReluGradient.Standard, new float[] { 0, -1, 2, 0 })]
    [InlineData(ReluGradient.Guided, new float[] { 0, 0, 2, 0 })]
    [InlineData(ReluGradient.Deconvnet, new float[] { 3, 0, 2, 4 })]
    public void RelusOfTheModelObeyTheRule(ReluGradient rule, float[] expected)
    {
        float[] values = [-1, 1, 2, 7], sent = [3, -1, 2, 4];
        Assert.Equal([expected[0], expected[1], expected[2], rule == ReluGradient.Deconvnet ? 4 : 0], Of((g, x) => Rectifier(g.Relu6(x)), values, sent, rule));
        Assert.Equal([expected[0], expected[1], expected[2], 4], Of((g, x) => Rectifier(g.Relu(x)), values, sent, rule));
        Assert.Equal([0, -1, 2, 4], Of((g, x) => g.Relu(x), values, sent, rule));
    }

    [Fact]
    public void WhatHasNoGradientIsNamed()
    {
        var graph = new GraphBuilder();
        var x = graph.Placeholder(DataType.Float, new(2), "x");
        using var scope = graph.Scope("layer");
        var y = graph.Cumprod(x, 0);
        Assert.Contains("'layer/Cumprod'", Assert.Throws<NotSupportedException>(() => Gradients.Add(graph, [(y, y)], [x])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotDependHasNone()
    {
        var graph = new GraphBuilder();
        GraphTensor x = graph.Placeholder(DataType.Float, new(2)), other = graph.Placeholder(DataType.Float, new(2)), y = graph.Square(x);
        var gradients = Gradients.Add(graph, [(y, y)], [x, other, y]);
        Assert.NotNull(gradients[0]);
        Assert.Null(gradients[1]);
        Assert.Same(y, gradients[2]);
    }

    private static GraphTensor Rectifier(GraphTensor y)
    {
        y.Node.IsRectifier = true;
        return y;
    }

    private static float[] Of(Func<GraphBuilder, GraphTensor, GraphTensor> build, params float[] values) => Of(build, values, null, ReluGradient.Standard);

    private static float[] Of(Func<GraphBuilder, GraphTensor, GraphTensor> build, float[] values, float[]? sent, ReluGradient rule)
    {
        var graph = new GraphBuilder();
        var x = graph.Placeholder(DataType.Float, new(values.Length), "x");
        var y = build(graph, x);
        var dy = sent is null ? graph.OnesLike(y) : graph.Constant(TensorValue.Of(sent, sent.Length));
        var dx = graph.Identity(Gradients.Add(graph, [(y, dy)], [x], rule)[0]!);
        using var session = new InterpretedSession(graph.Build());
        return session.Run([(x.Name, TensorValue.Of(values, values.Length))], [dx.Name], [])[0].Floats.ToArray();
    }
}
