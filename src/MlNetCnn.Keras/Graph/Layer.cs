using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras;

/// <summary>
/// What a layer is: its configuration, its shape rule and its weights, as in Keras. It computes nothing; an engine does. One file per layer,
/// under <c>Layers</c>; a layer that is marked <c>KerasName</c> and has a static <c>FromConfig</c> can be read from files.
/// </summary>
public abstract class Layer
{
    private readonly List<Weight> _weights = [];
    private readonly List<Node> _nodes = [];
    private string? _name;

    /// <summary>Starts a layer.</summary>
    /// <param name="name">Unique in its model; null to be named by the model after the class: <c>conv2d</c>, <c>conv2d_1</c> ...</param>
    /// <exception cref="ArgumentException">The name is empty or holds a slash.</exception>
    protected Layer(string? name)
    {
        if (name is not null && (name.Length == 0 || name.Contains('/')))
            throw new ArgumentException($"'{name}' cannot name a layer: it must not be empty nor hold a slash.", nameof(name));
        _name = name;
    }

    /// <summary>Name in the model. Until a model has named it, the class's name in snake case.</summary>
    public string Name => _name ?? LayerNames.SnakeCase(ClassName);

    /// <summary>Whether the name was given or a model has assigned one.</summary>
    internal bool HasName => _name is not null;

    /// <summary>Keras's class name, as written in files.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>Whether training changes the weights; false is Keras's frozen layer (a frozen BatchNormalization runs in inference mode). Default true.</summary>
    public virtual bool Trainable { get; set; } = true;

    /// <summary>
    /// The penalty on this layer's output; null for none. Training adds it to the loss, divided by the size of the batch as Keras 2 and 3.16 do (3.9
    /// did not divide).
    /// </summary>
    public Regularizer? ActivityRegularizer { get; internal set; }

    /// <summary>
    /// The type that a file gives for the layer, Keras's <c>dtype</c> policy (<c>mixed_float16</c> ...); <c>float32</c> for layers made here. It has no effect, since everything is computed in
    /// float32; it is kept so that saving the model does not lose it.
    /// </summary>
    internal string TypePolicy { get; set; } = "float32";

    /// <summary>Whether the weights exist: after the first call.</summary>
    public bool IsBuilt { get; private protected set; }

    /// <summary>The weights in Keras's order; empty before the first call.</summary>
    public virtual IReadOnlyList<Weight> Weights => _weights;

    /// <summary>The calls of this layer, in order.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>
    /// The regularizers and constraints a file named for this layer that are not Keras's own classes, or that this layer does not have, as written
    /// there, by property name. They have no effect; they are kept so that saving the model does not lose them.
    /// </summary>
    internal Dictionary<string, JsonNode> Preserved { get; } = new(StringComparer.Ordinal);

    /// <summary>Number of values in all weights.</summary>
    public long CountParams() => Weights.Sum(w => w.Shape.Count);

    /// <summary>Shape of the output for inputs of the given shapes.</summary>
    /// <param name="inputs">One shape per input, without the batch.</param>
    /// <exception cref="ArgumentException">The layer cannot take these; the message says what it takes.</exception>
    public abstract Shape ComputeOutputShape(IReadOnlyList<Shape> inputs);

    /// <summary>Calls the layer on tensors: the functional way to build a model. The first call makes the weights.</summary>
    /// <param name="inputs">One tensor, or as many as the layer merges.</param>
    /// <exception cref="ArgumentException">The shapes do not fit the layer.</exception>
    public KerasTensor Call(params ReadOnlySpan<KerasTensor> inputs)
    {
        var node = CallNode([.. inputs]);
        return node.Outputs.Count == 1
            ? node.Outputs[0]
            : throw new InvalidOperationException($"{Name} has {node.Outputs.Count} outputs: use CallMany.");
    }

    /// <summary>Calls a layer that may have several outputs (a model).</summary>
    /// <param name="inputs">One tensor per input.</param>
    public IReadOnlyList<KerasTensor> CallMany(params ReadOnlySpan<KerasTensor> inputs) => CallNode([.. inputs]).Outputs;

    /// <summary>Shapes of all outputs; one for every layer but a model.</summary>
    internal virtual IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputs) => [ComputeOutputShape(inputs)];

    /// <summary>Makes the weights for inputs of the given shapes, through <see cref="AddWeight"/>, in Keras's order. Called once.</summary>
    protected virtual void Build(IReadOnlyList<Shape> inputs) { }

    /// <summary>Writes the layer's own part of Keras's <c>get_config()</c> (name, trainable and dtype are written by the caller).</summary>
    internal abstract void WriteConfig(ConfigWriter config);

    /// <summary>Adds a weight; for <see cref="Build"/>.</summary>
    /// <param name="name">Keras's short name.</param>
    /// <param name="shape">The whole shape.</param>
    /// <param name="initializer">How its values are drawn.</param>
    /// <param name="trainable">False for statistics.</param>
    /// <param name="regularizer">The penalty on its values; null for none.</param>
    /// <param name="constraint">The rule that its values obey; null for none.</param>
    protected Weight AddWeight(string name, Shape shape, Initializer initializer, bool trainable = true, Regularizer? regularizer = null, Constraint? constraint = null)
    {
        if (!shape.IsKnown)
            throw new ArgumentException($"{Name} cannot make its weight '{name}' of shape {shape}: the input's channels must be known.");
        var weight = new Weight(this, name, shape, initializer, trainable) { Regularizer = regularizer, Constraint = constraint };
        _weights.Add(weight);
        return weight;
    }

    /// <summary>Refuses an input of other channels than the layer was built for: a shared layer has one set of weights.</summary>
    /// <param name="weight">A weight whose shape shows them; null before the layer is built.</param>
    /// <param name="dimension">Which dimension of the weight.</param>
    /// <param name="found">Channels of the input, divided as the weight's are.</param>
    private protected void CheckChannels(Weight? weight, int dimension, int found)
    {
        if (weight is not null && found != Shape.Unknown && weight.Shape[dimension] != found)
            throw new ArgumentException($"{Name} ({ClassName}) was built for other inputs: its {weight.Name} has the shape {weight.Shape}, whose dimension {dimension} should be {found}.");
    }

    /// <summary>The only input's shape.</summary>
    /// <exception cref="ArgumentException">There is not exactly one input, or it has another rank.</exception>
    protected Shape Single(IReadOnlyList<Shape> inputs, int? rank = null)
    {
        if (inputs.Count != 1) throw new ArgumentException($"{Name} ({ClassName}) takes one input, not {inputs.Count}.");
        if (rank is { } r && inputs[0].Rank != r)
            throw new ArgumentException($"{Name} ({ClassName}) takes an input of rank {r + 1} with the batch, not {inputs[0].ToBatchString()}.");
        return inputs[0];
    }

    /// <summary>Makes the weights if they are not made yet.</summary>
    internal void EnsureBuilt(IReadOnlyList<Shape> inputs)
    {
        if (IsBuilt) return;
        try
        {
            Build(inputs);
        }
        catch
        {
            _weights.Clear();
            throw;
        }

        IsBuilt = true;
    }

    /// <summary>Refuses outputs of which not even one element of the batch fits into an array.</summary>
    private void CheckSize(Shape output)
    {
        var count = output.Aggregate(1.0, (product, d) => product * Math.Max(d, 1));
        if (count > Array.MaxLength)
            throw new ArgumentException($"{Name} ({ClassName}) makes {output.ToBatchString()}: {count:G3} values for one element of the batch are more than an array can hold.");
    }

    internal void AssignName(string name) => _name = name;

    internal Node CallNode(IReadOnlyList<KerasTensor> inputs, bool? training = null)
    {
        Shape[] shapes = [.. inputs.Select(i => i.Shape)];
        EnsureBuilt(shapes);
        var outputs = ComputeOutputShapes(shapes);
        foreach (var output in outputs) CheckSize(output);
        var node = new Node(this, inputs, outputs, _nodes.Count, training);
        _nodes.Add(node);
        return node;
    }
}
