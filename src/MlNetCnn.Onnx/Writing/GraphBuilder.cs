using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Writing;

/// <summary>Collects nodes and constants; every tensor gets a name of its own.</summary>
/// <param name="opset">Version of the operators, which say the same in several ways.</param>
internal sealed class GraphBuilder(int opset)
{
    private readonly List<NodeProto> _nodes = [];
    private readonly List<TensorProto> _initializers = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<(Weight Weight, string Variant), string> _weights = [];

    public IReadOnlyList<NodeProto> Nodes => _nodes;

    public IReadOnlyList<TensorProto> Initializers => _initializers;

    /// <summary>Keeps a name for what comes later: an input or output of the graph.</summary>
    /// <returns>The name, with a number after it where it is taken.</returns>
    public string Reserve(string name)
    {
        var unique = name;
        for (var i = 1; !_names.Add(unique); i++) unique = $"{name}_{i}";
        return unique;
    }

    public bool IsTaken(string name) => _names.Contains(name);

    /// <summary>Adds a node with one output.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="name">Its name: the layer's path and what it does there.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>What it makes.</returns>
    public string Add(string op, string name, IReadOnlyList<string> inputs, params IReadOnlyList<AttributeProto> attributes)
    {
        var unique = Reserve(name);
        return AddNamed(op, unique, unique, inputs, attributes);
    }

    /// <summary>Adds a node whose output has a name that was kept for it.</summary>
    public string AddNamed(string op, string name, string output, IReadOnlyList<string> inputs, params IReadOnlyList<AttributeProto> attributes)
    {
        _nodes.Add(new NodeProto(op, inputs, [output]) { Name = name, Attributes = attributes });
        return output;
    }

    /// <summary>Adds a node with two outputs, of which the first alone is of interest.</summary>
    public string AddPair(string op, string name, IReadOnlyList<string> inputs, params IReadOnlyList<AttributeProto> attributes)
    {
        var unique = Reserve(name);
        _nodes.Add(new NodeProto(op, inputs, [unique, Reserve($"{unique}/second")]) { Name = unique, Attributes = attributes });
        return unique;
    }

    /// <summary>A sum, mean, norm ... over axes.</summary>
    /// <param name="op">An operator such as <c>ReduceMean</c>, which takes its axes as an attribute before opset 18 and as an input since; <c>ReduceSum</c> has done so since 13.</param>
    public string Reduce(string op, string name, string input, long[] axes, bool keepDimensions)
    {
        var keep = new AttributeProto.Int("keepdims", keepDimensions ? 1 : 0);
        return opset >= 18 || op == "ReduceSum"
            ? Add(op, name, [input, Integers(axes)], keep)
            : Add(op, name, [input], new AttributeProto.Ints("axes", axes), keep);
    }

    /// <summary>Gives what one of the last nodes makes another name.</summary>
    /// <param name="from">The name that it has.</param>
    /// <param name="to">A name that was kept.</param>
    /// <param name="start">The first node that may know it.</param>
    /// <returns>False where none of these nodes makes it.</returns>
    public bool Rename(string from, string to, int start)
    {
        if (!_nodes.Skip(start).Any(n => n.Outputs.Contains(from))) return false;
        for (var i = start; i < _nodes.Count; i++)
            _nodes[i] = _nodes[i] with { Inputs = [.. _nodes[i].Inputs.Select(n => n == from ? to : n)], Outputs = [.. _nodes[i].Outputs.Select(n => n == from ? to : n)] };
        return true;
    }

    /// <summary>A single number.</summary>
    public string Number(float value) => Constant(string.Create(CultureInfo.InvariantCulture, $"number_{value:R}"), name => TensorProto.Of(name, new[] { value }, []));

    /// <summary>A single whole number.</summary>
    public string Integer(long value) => Constant($"integer_{value}", name => TensorProto.Of(name, [value]) with { Shape = [] });

    /// <summary>Whole numbers in a row.</summary>
    public string Integers(params long[] values) => Constant($"integers_{string.Join('_', values)}", name => TensorProto.Of(name, values));

    /// <summary>An array.</summary>
    public string Array(string name, Memory<float> values, params IReadOnlyList<long> shape)
    {
        var unique = Reserve(name);
        _initializers.Add(TensorProto.Of(unique, values, shape));
        return unique;
    }

    /// <summary>A layer's weight; each is in the file once for each way that it is read in.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="variant">Names the way.</param>
    /// <param name="name">Its name, with the layer's path.</param>
    /// <param name="make">Makes its values and shape.</param>
    public string Weight(Weight weight, string variant, string name, Func<(Memory<float> Values, IReadOnlyList<long> Shape)> make)
    {
        if (_weights.TryGetValue((weight, variant), out var known)) return known;
        var (values, shape) = make();
        return _weights[(weight, variant)] = Array(name, values, shape);
    }

    private string Constant(string name, Func<string, TensorProto> make)
    {
        if (_constants.TryGetValue(name, out var known)) return known;
        var unique = Reserve(name);
        _initializers.Add(make(unique));
        return _constants[name] = unique;
    }
}
