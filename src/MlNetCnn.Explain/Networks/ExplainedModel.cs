using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>
/// A model made ready for being explained: what every method of this library takes. It compiles what a method asks for when it is first asked for, and keeps the last few.
/// Many threads may use it; they take turns, since each explanation uses all cores. It reads the model's weights when it compiles: make a new one after training.
/// </summary>
public sealed class ExplainedModel : IDisposable
{
    private readonly int _mostCompiled;
    private readonly Lock _lock = new();
    private readonly List<(string Key, IExecutable Executable)> _compiled = [];
    private readonly ExplainedModelOptions _options;
    private readonly IEngine _engine;
    private readonly FeatureLayers _layers;
    private bool _disposed;

    /// <summary>Takes a model of one input, a picture, and one output.</summary>
    /// <param name="model">A built model; nested models are laid open.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The model has several inputs or outputs, takes no pictures, or its input's shape is not known.</exception>
    public ExplainedModel(Model model, ExplainedModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (Model, _options) = (model, options ?? new ExplainedModelOptions());
        _engine = _options.Engine ?? new ManagedEngine();
        if (model.Inputs.Count != 1 || model.Outputs.Count != 1)
            throw new ArgumentException($"Models of one input and one output are explained; '{model.Name}' has {model.Inputs.Count} and {model.Outputs.Count}.", nameof(model));
        InputShape = _options.InputShape ?? model.InputShape;
        if (!model.InputShape.Accepts(InputShape))
            throw new ArgumentException($"The model '{model.Name}' takes {model.InputShape.ToBatchString()}, not {InputShape.ToBatchString()}.", nameof(options));
        if (!InputShape.IsKnown)
            throw new ArgumentException($"The model '{model.Name}' takes {InputShape.ToBatchString()}, which leaves dimensions open: set {nameof(ExplainedModelOptions)}.{nameof(ExplainedModelOptions.InputShape)}.", nameof(options));
        if (InputShape.Rank != 3) throw new ArgumentException($"The model '{model.Name}' takes {InputShape.ToBatchString()}, which are no pictures: (height, width, channels) are explained.", nameof(model));
        OutputShape = model.InferShapes([InputShape])[model.Outputs[0]];
        _layers = new FeatureLayers(model, InputShape);
        // Each has its own copy of the weights: of VGG16's half a gigabyte.
        _mostCompiled = model.CountParams() > 50_000_000 ? 2 : 4;
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>Shape of a picture, all known: (height, width, channels), or (channels, height, width) where <see cref="InputFormat"/> says so.</summary>
    public Shape InputShape { get; }

    /// <summary>Where pictures have their channels: as the first layer that cares takes them.</summary>
    public DataFormat InputFormat => _layers.InputFormat;

    /// <summary>Where an output with positions has its classes.</summary>
    internal DataFormat OutputFormat => _layers.OutputFormat;

    /// <summary>Rows of a picture.</summary>
    public int InputHeight => InputShape[InputFormat == DataFormat.ChannelsFirst ? 1 : 0];

    /// <summary>Columns of a picture.</summary>
    public int InputWidth => InputShape[InputFormat == DataFormat.ChannelsFirst ? 2 : 1];

    /// <summary>Channels of a picture.</summary>
    public int InputChannels => InputShape[InputFormat == DataFormat.ChannelsFirst ? 0 : 2];

    /// <summary>Shape of the output; the last dimension counts the classes (the first of three where its layer has its channels first).</summary>
    public Shape OutputShape { get; }

    /// <summary>Name of the input's layer.</summary>
    public string InputName => Model.Inputs[0].Layer.Name;

    /// <summary>All layers in the order in which they run, nested models laid open.</summary>
    public IReadOnlyList<FeatureLayer> Layers => _layers.All;

    /// <summary>
    /// The last layer that still knows where things are, which class activation maps look at unless told otherwise: the last convolution whose output has more than one position, or the last
    /// layer that changes its values without pooling (batch normalization, activation, a merge with other feature maps or with weights of channels).
    /// </summary>
    /// <exception cref="InvalidOperationException">The model has no such layer.</exception>
    public FeatureLayer LastConvolution => _layers.LastConvolution
        ?? throw new InvalidOperationException($"The model '{Model.Name}' has no convolution whose output has more than one position, so that no map can be made of it.");

    /// <summary>A layer by its name, also of one inside a nested model, or by its path <c>outer/inner</c>.</summary>
    /// <exception cref="ArgumentException">There is none, and the message lists the nearest names; or there are several.</exception>
    public FeatureLayer Layer(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var path = Model.PathOf(name);
        return Layers.FirstOrDefault(l => l.Path == path) ?? throw new ArgumentException($"The layer '{name}' makes nothing that can be looked at: it is the input, or a model (name a layer inside it), or the output does not depend on it.", nameof(name));
    }

    /// <summary>Runs the model.</summary>
    /// <param name="images">Pictures, preprocessed as the model expects.</param>
    /// <param name="cancellation">Looked at between micro-batches.</param>
    /// <returns>The model's output.</returns>
    public Tensor Predict(Tensor images, CancellationToken cancellation = default) => Run(new CompileOptions(), executable => executable.Predict([Check(images)], cancellation)[0]);

    /// <summary>Releases what was compiled.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var (_, executable) in _compiled) executable.Dispose();
            _compiled.Clear();
        }
    }

    /// <summary>The same with another model of the same architecture, e.g. of other weights.</summary>
    internal ExplainedModel With(Model model) => new(model, _options);

    /// <summary>Runs something on the model compiled for a purpose, alone.</summary>
    /// <param name="purpose">Outputs and the like; shape of the input, threads and precision are added.</param>
    /// <param name="use">What to do; the executable is valid during the call.</param>
    internal T Run<T>(CompileOptions purpose, Func<IExecutable, T> use)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return use(Compiled(purpose));
        }
    }

    /// <summary>Whether the output depends on the input also by ways around a layer: then that layer's output alone does not settle it.</summary>
    internal bool HasWayAround(FeatureLayer layer) => _layers.Graph.HasWayAround(layer.Path);

    /// <summary>What a layer makes of pictures.</summary>
    internal Tensor Activations(FeatureLayer layer, Tensor images, CancellationToken cancellation) =>
        Run(new CompileOptions { Outputs = [layer.Path] }, executable => executable.Predict([images], cancellation)[0]);

    /// <summary>The output for pictures, with the scores of a kind.</summary>
    internal Tensor Scores(Tensor images, ScoreKind kind, CancellationToken cancellation) => Run(For(kind), executable => executable.Predict([images], cancellation)[0]);

    /// <summary>What to compile for when scores of a kind are wanted.</summary>
    internal static CompileOptions For(ScoreKind kind) => new() { Logits = kind == ScoreKind.Logit };

    /// <summary>Pictures that fit.</summary>
    /// <exception cref="ArgumentException">They have another shape, or there are none.</exception>
    internal Tensor Check(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Shape != InputShape) throw new ArgumentException($"The model '{Model.Name}' takes {InputShape.ToBatchString()}, not {images}.", nameof(images));
        return images.Batch > 0 ? images : throw new ArgumentException("There are no pictures.", nameof(images));
    }

    private IExecutable Compiled(CompileOptions purpose)
    {
        var key = $"{string.Join('\n', purpose.Outputs ?? [])}\n\n{string.Join('\n', purpose.Inputs ?? [])}\n\n{purpose.Logits}";
        var index = _compiled.FindIndex(c => c.Key == key);
        if (index < 0)
        {
            var executable = _engine.Compile(Model, purpose with { InputShapes = [InputShape], Threads = _options.Threads, Precise = _options.Precise });
            if (_compiled.Count == _mostCompiled)
            {
                _compiled[0].Executable.Dispose();
                _compiled.RemoveAt(0);
            }

            _compiled.Add((key, executable));
            return executable;
        }

        var found = _compiled[index];
        _compiled.RemoveAt(index);
        _compiled.Add(found);
        return found.Executable;
    }
}
