using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// Numbers that depend on the step: the learning rate, and what an optimizer makes of it and of the number of the update. An engine feeds them, computed in double precision as the managed
/// engine does; where nobody feeds them the graph computes them itself, from counters that it keeps.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="variables">Where the counters go.</param>
/// <param name="names">Names of variables.</param>
/// <param name="learningRate">The optimizer's own rate.</param>
internal sealed class StepScalars(GraphBuilder graph, VariableNodes variables, VariableNames names, double learningRate)
{
    private readonly Dictionary<(string Name, double Multiplier), (GraphTensor Node, Func<double, long, double> Value)> _scalars = [];
    private readonly Dictionary<string, (GraphVariable Variable, TensorValue Initial, GraphTensor Next)> _counters = new(StringComparer.Ordinal);
    private GraphTensor? _rate;
    private GraphTensor? _number;

    public GraphBuilder Graph => graph;

    /// <summary>The learning rate, before multipliers: a placeholder whose default is the optimizer's own.</summary>
    public GraphTensor LearningRate
    {
        get
        {
            if (_rate is not null) return _rate;
            using var scope = graph.OutOfScope("");
            return _rate = graph.PlaceholderWithDefault(graph.Constant((float)learningRate), TensorShape.Scalar, name: "learning_rate");
        }
    }

    /// <summary>The number of the update, counted from 1, float32, as the graph counts by itself.</summary>
    public GraphTensor Number
    {
        get
        {
            if (_number is not null) return _number;
            var iterations = Counter("iterations", TensorValue.Scalar(0L), count => graph.AddV2(count, graph.Constant(TensorValue.Scalar(1L))));
            using var scope = graph.OutOfScope("step");
            return _number = graph.AddV2(graph.Cast(iterations, DataType.Float), graph.Constant(1f), name: "number");
        }
    }

    /// <summary>The counters, what they start with, and what a step leaves in them.</summary>
    public IEnumerable<(GraphVariable Variable, TensorValue Initial, GraphTensor Next)> Counters => _counters.Values;

    /// <summary>A number that depends on the step.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="multiplier">Factor of the learning rate.</param>
    /// <param name="value">The number, from the rate times the multiplier and the number of the update.</param>
    /// <param name="alone">Adds the nodes that compute it where nobody feeds it.</param>
    public GraphTensor Get(string name, double multiplier, Func<double, long, double> value, Func<StandaloneStep, GraphTensor> alone)
    {
        if (_scalars.TryGetValue((name, multiplier), out var known)) return known.Node;
        using var scope = graph.OutOfScope("step");
        var rate = multiplier == 1 ? LearningRate : graph.Mul(LearningRate, graph.Constant((float)multiplier));
        var node = graph.PlaceholderWithDefault(alone(new StandaloneStep(this, rate)), TensorShape.Scalar, name);
        _scalars.Add((name, multiplier), (node, value));
        return node;
    }

    /// <summary>What a counter holds before the step; a graph that trains alone keeps it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="initial">What it starts with.</param>
    /// <param name="next">Adds what the step leaves in it.</param>
    public GraphTensor Counter(string name, TensorValue initial, Func<GraphTensor, GraphTensor> next)
    {
        if (_counters.TryGetValue(name, out var known)) return known.Variable.Value;
        var variable = variables.Make(names.Other(name), null, null, new TensorShape([.. initial.Shape]), initial.Type);
        using var scope = graph.OutOfScope("step");
        _counters.Add(name, (variable, initial, next(variable.Value)));
        return variable.Value;
    }

    /// <summary>What to feed.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="number">The number of the update, counted from 1.</param>
    public IReadOnlyList<(string Name, TensorValue Value)> Feeds(double rate, long number) =>
        [.. _scalars.Select(s => (s.Value.Node.Name, TensorValue.Scalar((float)s.Value.Value(rate * s.Key.Multiplier, number))))];
}
