using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <summary>
/// A graph of named layers and their weights: Keras's Functional model. Plain data: an engine compiles and runs it. A model is itself a
/// layer, so that a convolutional base can stand inside a <see cref="Sequential"/>.
/// </summary>
[KerasName("Functional", "Model")]
public class Model : Layer
{
    private Dictionary<string, Layer> _byName = [];
    private (bool IsSet, Preprocessing? Value) _inputPreprocessing;

    /// <summary>Makes a model of what lies between inputs and outputs, and names the layers that have no name.</summary>
    /// <param name="inputs">Outputs of input layers (<see cref="KerasTensor.Input"/>).</param>
    /// <param name="outputs">Tensors that depend on these inputs alone.</param>
    /// <param name="name">Name of the model; null for <c>functional</c> and so on.</param>
    /// <exception cref="ArgumentException">An input is not an input layer's, an output depends on something else, or two layers share a name.</exception>
    public Model(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs, string? name = null)
        : base(name) => SetGraph(inputs, outputs);

    /// <summary>Makes a model with one input and one output.</summary>
    /// <param name="input">Output of an input layer.</param>
    /// <param name="output">A tensor that depends on it alone.</param>
    /// <param name="name">Name of the model; null for <c>functional</c> and so on.</param>
    public Model(KerasTensor input, KerasTensor output, string? name = null)
        : this([input], [output], name) { }

    private protected Model(string? name)
        : base(name) { }

    /// <inheritdoc/>
    public override string ClassName => "Functional";

    /// <summary>The model's inputs; empty for a Sequential whose input shape is not known yet.</summary>
    public IReadOnlyList<KerasTensor> Inputs { get; private set; } = [];

    /// <summary>The model's outputs.</summary>
    public IReadOnlyList<KerasTensor> Outputs { get; private set; } = [];

    /// <summary>
    /// The keys by which a file names the inputs, in their order, where it takes a dictionary; null for a list. They have no effect here; they are kept so that saving the model does not lose
    /// them.
    /// </summary>
    internal IReadOnlyList<string>? InputKeys { get; init; }

    /// <summary>The keys of the outputs, as <see cref="InputKeys"/>.</summary>
    internal IReadOnlyList<string>? OutputKeys { get; init; }

    /// <summary>The layers in Keras's order, input layers included.</summary>
    public virtual IReadOnlyList<Layer> Layers { get; private protected set; } = [];

    /// <summary>The calls that the model consists of, each after those it needs.</summary>
    public IReadOnlyList<Node> Calls { get; private set; } = [];

    /// <summary>How many calls of layers a run of the model is, where a call of a nested model counts as the calls within it.</summary>
    internal long UnfoldedCalls { get; private set; }

    /// <summary>Shape of the only input.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one.</exception>
    public Shape InputShape => Only(Inputs, "input").Shape;

    /// <summary>Shape of the only output.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one.</exception>
    public Shape OutputShape => Only(Outputs, "output").Shape;

    /// <summary>All weights, layer by layer, each once.</summary>
    public override IReadOnlyList<Weight> Weights => [.. Layers.SelectMany(l => l.Weights).Distinct()];

    /// <summary>
    /// What pictures, RGB pixels 0 to 255, must go through before they enter: components that see them enter otherwise refuse to run. Null: not known, anything is taken. A network of
    /// <see cref="Applications"/>, or one that begins with it, has its application's; set it to null to train one from scratch on other pixels. A network that begins with a
    /// <see cref="Rescaling"/> by 1/255 or 1/127.5, be it after layers that augment or resize, takes pixels as they are: <see cref="Preprocessing.None"/>. A .keras file keeps what was set.
    /// </summary>
    public Preprocessing? InputPreprocessing
    {
        get => _inputPreprocessing.IsSet ? _inputPreprocessing.Value : Pretrained.KnownApplications.Pixels(this, nested: !IsFromFile);
        set => _inputPreprocessing = (true, value);
    }

    /// <summary>Whether it is as somebody saved it. What such a network with an application inside was trained on is not known: there are books that train on x / 255 what takes other pixels.</summary>
    internal bool IsFromFile { get; set; }

    /// <summary>Setting it sets it on every layer, as in Keras; it reads true while any layer is trainable.</summary>
    public override bool Trainable
    {
        get => Layers.Any(l => l.Trainable);
        set
        {
            foreach (var layer in Layers) layer.Trainable = value;
        }
    }

    /// <summary>The weights that training changes: trainable weights of trainable layers, also inside nested models.</summary>
    public IReadOnlyList<Weight> TrainableWeights =>
        [.. Layers.SelectMany(l => l is Model m ? m.TrainableWeights : l.Trainable ? l.Weights.Where(w => w.Trainable) : []).Distinct()];

    /// <summary>The layer of that name, directly in this model.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the nearest names.</exception>
    public Layer GetLayer(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_byName.TryGetValue(name, out var layer)) return layer;
        var nearest = string.Join(", ", Nearest.Names(name, Layers.Select(l => l.Name)));
        throw new ArgumentException($"The model '{Name}' has no layer '{name}'. Nearest: {nearest}.", nameof(name));
    }

    /// <summary>Draws all weights anew from their initializers.</summary>
    /// <param name="seed">The same seed gives the same weights. New models have seed 0.</param>
    public void InitializeWeights(long seed)
    {
        var weights = Weights;
        for (var i = 0; i < weights.Count; i++) weights[i].Reset(unchecked(seed * 1_000_003 + i));
    }

    /// <summary>Takes the same pixels as another model does.</summary>
    internal void TakePixelsOf(Model other) => (_inputPreprocessing, IsFromFile) = (other._inputPreprocessing, other.IsFromFile);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => Only(ComputeOutputShapes(inputs), "output");

    /// <summary>Shapes of every call's outputs for inputs of the given shapes: what an engine plans with.</summary>
    /// <exception cref="ArgumentException">The number of inputs is another, or a shape does not fit.</exception>
    public IReadOnlyDictionary<KerasTensor, Shape> InferShapes(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != Inputs.Count)
            throw new ArgumentException($"The model '{Name}' takes {Inputs.Count} inputs, not {inputs.Count}.", nameof(inputs));
        var shapes = new Dictionary<KerasTensor, Shape>();
        for (var i = 0; i < inputs.Count; i++)
        {
            if (!Inputs[i].Shape.Accepts(inputs[i]))
                throw new ArgumentException($"The model '{Name}' takes {Inputs[i].Shape.ToBatchString()}, not {inputs[i].ToBatchString()}.", nameof(inputs));
            shapes[Inputs[i]] = inputs[i];
        }

        foreach (var call in Calls)
        {
            if (shapes.ContainsKey(call.Outputs[0])) continue;
            var made = call.Layer.ComputeOutputShapes([.. call.Inputs.Select(t => shapes[t])]);
            for (var i = 0; i < made.Count; i++) shapes[call.Outputs[i]] = made[i];
        }

        return shapes;
    }

    internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputs)
    {
        var shapes = InferShapes(inputs);
        return [.. Outputs.Select(o => shapes[o])];
    }

    internal override void WriteConfig(ConfigWriter config) => ModelConfig.Write(this, config);

    internal static Model FromConfig(ConfigReader config) => ModelConfig.ReadFunctional(config);

    private protected void SetGraph(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Count == 0 || outputs.Count == 0) throw new ArgumentException("A model needs at least one input and one output.");
        foreach (var input in inputs)
            if (input.Layer is not InputLayer)
                throw new ArgumentException($"A model starts at input layers; '{input.Layer.Name}' is a {input.Layer.ClassName}.", nameof(inputs));
        var (calls, layers) = GraphOrder.Of(inputs, outputs);
        LayerNames.Assign(layers);
        (Inputs, Outputs, Calls) = ([.. inputs], [.. outputs], calls);
        UnfoldedCalls = calls.Sum(c => c.Layer is Model m ? Math.Min(m.UnfoldedCalls, 1L << 40) : 1);
        SetLayers(layers);
        IsBuilt = true;
    }

    private protected void SetLayers(IReadOnlyList<Layer> layers)
    {
        Layers = layers;
        _byName = layers.ToDictionary(l => l.Name, StringComparer.Ordinal);
    }

    private T Only<T>(IReadOnlyList<T> list, string what) => list.Count == 1
        ? list[0]
        : throw new InvalidOperationException($"The model '{Name}' has {list.Count} {what}s, not one.");
}
