using MlNetCnn.Compute;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;
using Tensor = MlNetCnn.Compute.Tensor;

namespace MlNetCnn.TensorFlow.Tests.Layers;

/// <summary>A model as nodes with gradients, run by the interpreter.</summary>
internal sealed class WrittenModel : IDisposable
{
    private readonly InterpretedSession _session = new();
    private readonly ModelNodes _nodes;
    private readonly GraphTensor[] _inputs;
    private readonly GraphTensor _outputGradient;
    private readonly string[] _fetches;
    private readonly int _gradients;

    /// <summary>Writes the model.</summary>
    /// <param name="model">With its weights.</param>
    /// <param name="by">Gradients by what: input layers, layers, paths of weights.</param>
    /// <param name="training">Whether layers run in training mode.</param>
    /// <param name="batch">Elements of every batch; -1 for any.</param>
    /// <param name="relu">What goes back through relus.</param>
    public WrittenModel(Model model, IReadOnlyList<string> by, bool training = false, int batch = -1, ReluGradient relu = ReluGradient.Standard)
    {
        Graph = new GraphBuilder();
        var flat = new FlatGraph(model, null);
        var weights = flat.Calls.SelectMany(call => call.Layer.Weights.Select(weight => (Path: $"{call.Path}/{weight.Name}", weight))).DistinctBy(p => p.Path).ToDictionary(p => p.Path, p => p.weight);
        var constants = new ConstantNodes(Graph, new VariableNames(model).Of);
        GraphValue[] seen = [.. by.Where(name => !weights.ContainsKey(name)).Select(flat.Find)];
        _nodes = new ModelNodes(Graph, constants, training, flat.Outputs, seen);
        _inputs = [.. flat.Inputs.Select((input, i) => Graph.Placeholder(DataType.Float, input.Shape.WithBatch(batch), $"input_{i}"))];
        foreach (var (i, input) in flat.Inputs.Index()) _nodes.Give(input, _inputs[i]);
        _nodes.Write(flat.Calls);
        var output = _nodes[flat.Outputs[0]];
        _outputGradient = Graph.Placeholder(DataType.Float, flat.Outputs[0].Shape.WithBatch(batch), "dy");
        var gradients = by.Count == 0 ? [] : Gradients.Add(Graph, [(output, _outputGradient)], [.. by.Select(name => weights.TryGetValue(name, out var weight) ? constants.Read(weight) : _nodes[flat.Find(name)])], relu);
        // What was fed cannot be fetched: a model may hand on its input.
        _fetches = [.. new[] { output }.Concat(gradients.Select((g, i) => g ?? throw new InvalidOperationException($"No gradient comes to {by[i]}."))).Concat(_nodes.Updates.Select(u => u.Value)).Select(t => Graph.Identity(t).Name)];
        _gradients = gradients.Count;
        _session.Extend(Graph.Build());
    }

    public GraphBuilder Graph { get; }

    public ModelNodes Nodes => _nodes;

    /// <summary>Runs a batch.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputGradient">Gradient by the output.</param>
    /// <param name="seed">Seed of the noise, of step 0; null to have the graph draw it itself.</param>
    /// <returns>Output, gradients, and what a training step leaves in weights.</returns>
    public (float[] Output, float[][] Gradients, (string Path, float[] Values)[] Updates) Run(IReadOnlyList<Tensor> inputs, Tensor outputGradient, long? seed = 0)
    {
        var batch = inputs[0].Batch;
        List<(string, TensorValue)> feeds = [.. _inputs.Zip(inputs, (node, x) => (node.Name, Value(x))), (_outputGradient.Name, Value(outputGradient))];
        if (seed is { } s) feeds.AddRange(_nodes.Noise.Select(n => (n.Node, Drawn(n.Noise, s, batch))));
        var results = _session.Run(feeds, _fetches, []);
        float[][] values = [.. results.Select(r => r.Floats.ToArray())];
        return (values[0], values[1..(1 + _gradients)], [.. _nodes.Updates.Select((u, i) => (u.Weight.Path, values[1 + _gradients + i]))]);
    }

    public void Dispose() => _session.Dispose();

    private static TensorValue Value(Tensor x) => TensorValue.Of(x.Values, [x.Batch, .. x.Shape]);

    private static TensorValue Drawn(LayerNoise noise, long seed, int batch)
    {
        var elements = noise.SharesBatch ? 1 : batch;
        var values = new float[elements * noise.Shape.Count];
        noise.Fill(new NoiseSource(noise.Seed ?? seed, noise.Purpose, 0), batch, values);
        return TensorValue.Of(values, [elements, .. noise.Shape]);
    }
}
