using System.Collections;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <summary>
/// A plain stack of layers (Keras's <c>Sequential</c>). It is built as soon as its input shape is known: from the constructor, from a
/// leading <see cref="InputLayer"/>, or from a leading model.
/// </summary>
/// <example><code>
/// var model = new Sequential(inputShape: [150, 150, 3])
/// {
///     new Conv2D(32, 3, activation: "relu"),
///     new Flatten(),
///     new Dense(1, activation: "sigmoid"),
/// };
/// </code></example>
[KerasName("Sequential")]
public sealed class Sequential : Model, IEnumerable<Layer>
{
    private readonly List<Layer> _stack = [];
    private InputLayer? _input;
    private KerasTensor? _top;

    /// <summary>Starts an empty stack.</summary>
    /// <param name="inputShape">Without the batch; null when the first layer gives it.</param>
    /// <param name="name">Name of the model; null for <c>sequential</c> and so on.</param>
    public Sequential(Shape? inputShape = null, string? name = null)
        : base(name)
    {
        if (inputShape is { } shape) _input = new InputLayer(shape);
    }

    /// <summary>Stacks layers, as Keras's <c>Sequential([...])</c> does.</summary>
    /// <param name="layers">Bottom first; the first may be an <see cref="InputLayer"/>.</param>
    /// <param name="name">Name of the model; null for <c>sequential</c> and so on.</param>
    /// <exception cref="ArgumentException">A layer cannot take what the one below gives, or two share a name.</exception>
    public Sequential(IEnumerable<Layer> layers, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (var layer in layers) Add(layer);
    }

    /// <inheritdoc/>
    public override string ClassName => "Sequential";

    /// <summary>Puts a layer on top of the stack.</summary>
    /// <exception cref="ArgumentException">The layer cannot take what the stack gives, or its name is taken; the stack is unchanged then.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (TryTakeInput(layer)) return;
        if (_input is not null)
        {
            var output = layer.Call(Top());
            SetGraph([_input.Output], [output]);
            _top = output;
        }

        _stack.Add(layer);
        // Keras hides the input layer of a Sequential, in `layers` as in the summary.
        if (_input is not null) SetLayers([.. _stack]);
    }

    /// <summary>Gives the input shape of a stack that was made without one, and builds it.</summary>
    /// <param name="inputShape">Without the batch.</param>
    public void Build(Shape inputShape)
    {
        if (_input is not null) throw new InvalidOperationException($"The model '{Name}' is built already, for {_input.Shape.ToBatchString()}.");
        Layer[] layers = [.. _stack];
        _stack.Clear();
        _input = new InputLayer(inputShape);
        foreach (var layer in layers) AddOpen(layer);
        Close();
    }

    /// <summary>Puts a layer on top without making the graph anew each time; <see cref="Close"/> makes it.</summary>
    /// <exception cref="ArgumentException">The layer cannot take what the stack gives.</exception>
    internal void AddOpen(Layer layer)
    {
        if (TryTakeInput(layer)) return;
        if (_input is not null) _top = layer.Call(Top());
        _stack.Add(layer);
    }

    /// <summary>Makes the graph of the layers that <see cref="AddOpen"/> took.</summary>
    /// <exception cref="ArgumentException">Two layers share a name.</exception>
    internal void Close()
    {
        if (_input is null || _top is null) return;
        SetGraph([_input.Output], [_top]);
        SetLayers([.. _stack]);
    }

    /// <summary>Takes an input layer, or that of a leading model.</summary>
    /// <returns>Whether the layer was an input layer, which is not stacked.</returns>
    private bool TryTakeInput(Layer layer)
    {
        if (layer is InputLayer input)
        {
            if (_stack.Count > 0 || _input is not null) throw new ArgumentException("An input layer can only be the first of a Sequential.", nameof(layer));
            _input = input;
            return true;
        }

        if (_stack.Count == 0 && _input is null && layer is Model { Inputs.Count: 1 } first) _input = new InputLayer(first.InputShape);
        return false;
    }

    private KerasTensor Top() => _stack.Count == 0 ? _input!.Output : _top!;

    /// <summary>A stack without an input shape takes that of its first call.</summary>
    protected override void Build(IReadOnlyList<Shape> inputs) => Build(Single(inputs));

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers
    {
        get => _input is null ? _stack : base.Layers;
        private protected set => base.Layers = value;
    }

    /// <summary>The input layer, which <see cref="Model.Layers"/> leaves out; null while the input shape is unknown.</summary>
    public InputLayer? Input => _input;

    /// <summary>Whether the input shape is known.</summary>
    internal bool HasInput => _input is not null;

    /// <summary>The layers, bottom first.</summary>
    public IEnumerator<Layer> GetEnumerator() => _stack.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override void WriteConfig(ConfigWriter config) => ModelConfig.Write(this, config);

    internal static new Sequential FromConfig(ConfigReader config) => ModelConfig.ReadSequential(config);
}
