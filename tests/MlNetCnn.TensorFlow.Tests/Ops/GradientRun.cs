using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Interpreter.Checking;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>A case's graph with its gradients, in the interpreter.</summary>
internal sealed class GradientRun
{
    private readonly GraphTensor[] _inputs;
    private readonly GraphTensor _output, _outputGradient;
    private readonly IReadOnlyList<GraphTensor?> _gradients;
    private readonly float[][] _values;
    private readonly TensorValue _sent;
    private readonly GradientCase _case;

    public GradientRun(GradientCase one, bool isStatic)
    {
        _case = one;
        _values = one.Values();
        _inputs = [.. one.Shapes.Select((_, i) => Graph.Add("Placeholder", [], new Dictionary<string, AttrValue> { ["dtype"] = DataType.Float, ["shape"] = one.Known(i, isStatic) }, DataType.Float, one.Known(i, isStatic), $"x{i}"))];
        _output = one.Build(Graph, _inputs);
        _outputGradient = Graph.Add("Placeholder", [], new Dictionary<string, AttrValue> { ["dtype"] = DataType.Float, ["shape"] = _output.Shape }, DataType.Float, _output.Shape, "dy");
        _gradients = [.. Gradients.Add(Graph, [(_output, _outputGradient)], _inputs).Select(g => g is null ? null : Graph.Identity(g))];
        var definition = Graph.Build();
        GraphCheck.Assert(definition);
        Session = new InterpretedSession(definition, new InterpreterOptions { LikeCpu = true });
        var y = Run(_values, [_output])[0];
        var random = new Random(2);
        _sent = TensorValue.Of(Enumerable.Range(0, y.Count).Select(_ => random.NextSingle() * 2 - 1).ToArray(), y.Shape);
    }

    public GraphBuilder Graph { get; } = new();

    public InterpretedSession Session { get; }

    /// <summary>The gradients that the graph computes; null where none comes.</summary>
    public float[]?[] Computed()
    {
        var results = new Queue<TensorValue>(Run(_values, [.. _gradients.OfType<GraphTensor>()]));
        return [.. _gradients.Select((g, i) =>
        {
            if (g is null) return null;
            var value = results.Dequeue();
            Assert.Equal(_case.Shapes[i], value.Shape);
            return value.Floats.ToArray();
        })];
    }

    /// <summary>What the output changes by, weighed with the gradient that is sent, when one value of the inputs changes.</summary>
    public float[][] Differences(float step)
    {
        return [.. _values.Select(row => row.Select((_, i) => Difference(row, i)).ToArray())];

        float Difference(float[] row, int i)
        {
            var value = row[i];
            row[i] = value + step;
            var above = Weighed();
            row[i] = value - step;
            var below = Weighed();
            row[i] = value;
            return (float)((above - below) / ((double)(value + step) - (value - step)));
        }
    }

    /// <summary>Shapes that do not fit what the graph said before the run.</summary>
    public IEnumerable<string> WrongShapes()
    {
        GraphTensor[] all = [.. Graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Node.Op != "Placeholder" && o.Type is (DataType.Float or DataType.Int32 or DataType.Int64 or DataType.Bool))];
        return all.Zip(Run(_values, all), (said, made) => (said, made))
            .Where(p => p.said.Shape.HasRank && (p.said.Shape.Rank != p.made.Shape.Count || p.said.Shape.Dimensions.Zip(p.made.Shape).Any(d => d.First >= 0 && d.First != d.Second)))
            .Select(p => $"{p.said} became [{string.Join(",", p.made.Shape)}]");
    }

    private double Weighed()
    {
        var y = Run(_values, [_output])[0].Floats.Span;
        var sent = _sent.Floats.Span;
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++) sum += (double)y[i] * sent[i];
        return sum;
    }

    private IReadOnlyList<TensorValue> Run(float[][] values, IReadOnlyList<GraphTensor> fetches)
    {
        if (fetches.Count == 0) return [];
        List<(string, TensorValue)> feeds = [.. _inputs.Select((x, i) => (x.Name, TensorValue.Of(values[i], _case.Shapes[i])))];
        if (_sent is not null) feeds.Add((_outputGradient.Name, _sent));
        return Session.Run(feeds, [.. fetches.Select(f => f.Name)], []);
    }
}
