using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Interpreter.Checking;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>Shapes said before a run against those that the interpreter makes, for windows and slices drawn by chance.</summary>
public sealed class ShapePropertyTests
{
    private readonly Random _random = new(7);

    [Fact]
    public void Slices()
    {
        for (var i = 0; i < 300; i++)
        {
            int[] shape = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(1, 6))];
            var entries = _random.Next(1, shape.Length + 1);
            int Mask(double part) => Enumerable.Range(0, entries).Where(_ => _random.NextDouble() < part).Sum(b => 1 << b);
            int ellipsis = _random.NextDouble() < 0.3 ? 1 << _random.Next(entries) : 0, added = Mask(0.2) & ~ellipsis, shrunk = Mask(0.2) & ~added & ~ellipsis;
            int[] begin = [.. Enumerable.Range(0, entries).Select(b => _random.Next(0, 1) + ((shrunk >> b & 1) == 1 ? 0 : _random.Next(-6, 7)))], end = [.. begin.Select(_ => _random.Next(-6, 7))];
            int[] strides = [.. begin.Select((_, b) => (shrunk >> b & 1) == 1 || _random.Next(2) == 0 ? 1 : _random.Next(1, 4) * (_random.Next(2) * 2 - 1))];
            var (beginMask, endMask) = (Mask(0.2) & ~shrunk, Mask(0.2));
            Same(shape, (g, x) => g.StridedSlice(x, begin, end, strides, beginMask, endMask, ellipsis, added, shrunk));
        }
    }

    [Fact]
    public void Windows()
    {
        for (var i = 0; i < 200; i++)
        {
            int[] shape = [_random.Next(1, 3), _random.Next(5, 10), _random.Next(5, 10), 2];
            int[] window = [_random.Next(1, 4), _random.Next(1, 4)], strides = [_random.Next(1, 4), _random.Next(1, 4)];
            var padding = _random.Next(2) == 0 ? "SAME" : "VALID";
            var filter = TensorValue.Of(new float[window[0] * window[1] * 2 * 3], window[0], window[1], 2, 3);
            Same(shape, (g, x) => g.MaxPool(x, window, strides, padding));
            Same(shape, (g, x) => g.AvgPool(x, window, strides, padding));
            Same(shape, (g, x) => g.Conv2D(x, g.Constant(filter), strides, padding));
            Same(shape, (g, x) => g.Conv2D(x, g.Constant(filter), [1, 1], padding, dilations: [_random.Next(1, 3), _random.Next(1, 3)]));
            Same(shape, (g, x) => g.Conv2D(x, g.Constant(filter), strides, "EXPLICIT", [0, 0, _random.Next(3), _random.Next(3), _random.Next(3), _random.Next(3), 0, 0]));
            Same(shape, (g, x) => g.DepthwiseConv2dNative(x, g.Constant(filter), [1, 1], padding, dilations: [_random.Next(1, 3), _random.Next(1, 3)]));
        }
    }

    [Fact]
    public void Broadcasts()
    {
        for (var i = 0; i < 200; i++)
        {
            int[] full = [.. Enumerable.Range(0, _random.Next(0, 5)).Select(_ => _random.Next(1, 4))];
            int[] Part() => [.. full.Skip(_random.Next(full.Length + 1)).Select(s => _random.Next(3) == 0 ? 1 : s)];
            var (own, other) = (Part(), Part());
            Same(own, (g, x) => g.AddV2(x, g.Constant(TensorValue.Of(new float[other.Aggregate(1, (p, s) => p * s)], other))));
        }
    }

    private static void Same(int[] shape, Func<GraphBuilder, GraphTensor, GraphTensor> build)
    {
        foreach (var isStatic in (bool[])[true, false])
        {
            var graph = new GraphBuilder();
            var x = graph.Placeholder(DataType.Float, isStatic || shape.Length == 0 ? new(shape) : new([-1, .. shape[1..]]));
            var y = build(graph, x);
            var definition = graph.Build();
            GraphCheck.Assert(definition);
            using var session = new InterpretedSession(definition, new InterpreterOptions { LikeCpu = true });
            var made = session.Run([(x.Name, TensorValue.Of(new float[shape.Aggregate(1, (p, s) => p * s)], shape))], [y.Name], [])[0].Shape;
            Assert.True(y.Shape.Rank == made.Count && y.Shape.Dimensions.Zip(made).All(p => p.First == p.Second || (p.First == -1 && !isStatic)), $"{y.Shape} became [{string.Join(",", made)}] from [{string.Join(",", shape)}].");
        }
    }
}
