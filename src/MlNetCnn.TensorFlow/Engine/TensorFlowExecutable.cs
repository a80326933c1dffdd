using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Training;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>A model compiled by the TensorFlow engine: one session, whose graph grows by what is asked for; all its parts share the weights.</summary>
internal sealed class TensorFlowExecutable : IExecutable
{
    private readonly Lock _extending = new();
    private readonly Lifetime _lifetime;
    private readonly CompiledGraph _compiled;
    private readonly IGraphSession _session;
    private readonly VariableNames _names;
    private readonly SessionWeights _weights;
    private readonly TrainingRun? _training;
    private readonly Dictionary<string, GradientProgram> _gradients = new(StringComparer.Ordinal);
    private readonly long _floatsAtOnce;
    private volatile PredictionProgram? _prediction;

    /// <summary>Writes the graph and opens the session.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What it is compiled for.</param>
    /// <param name="open">Opens a session.</param>
    /// <param name="arithmetic">The engine's <see cref="IEngine.Arithmetic"/>.</param>
    /// <param name="floatsAtOnce">See <see cref="PredictionProgram.FloatsAtOnce"/>.</param>
    public TensorFlowExecutable(Model model, CompileOptions options, Func<IGraphSession> open, string arithmetic, long floatsAtOnce)
    {
        _floatsAtOnce = floatsAtOnce;
        _compiled = new CompiledGraph(TensorFlowEngine.ShortName, model, options);
        if (options.Precise)
            throw new NotSupportedException("CompileOptions.Precise is a promise about convolutions that TensorFlow does not give (cuDNN picks its own methods, and TF32 on newer GPUs): leave it out, or use the managed engine.");
        (Arithmetic, Training) = (arithmetic, options.Training);
        _names = new VariableNames(model);
        // Written before a session is opened: what cannot be written is told wherever TensorFlow is not.
        var program = Training is null ? null : TrainingWriter.Write(model, options, "train/");
        var prediction = Training is null ? new PredictionProgram(_compiled, _names.Of, floatsAtOnce) : null;
        HashSet<Weight> changing = [.. Training is null ? [] : _compiled.Flat.Calls.Where(c => c.Layer.Trainable).SelectMany(c => c.Layer.Weights)];

        _session = open();
        _lifetime = new Lifetime(_session.Dispose);
        try
        {
            _weights = new SessionWeights(_session, changing);
            if (program is not null) _training = new TrainingRun(_session, _weights, program, _compiled, Training!);
            if (prediction is not null) Add(prediction.Graph, prediction.Variables);
            _prediction = prediction;
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    public Model Model => _compiled.Model;

    public TrainingOptions? Training { get; }

    public string Arithmetic { get; }

    public IReadOnlyList<Shape> InputShapes => [.. _compiled.Inputs.Select(i => i.Shape)];

    public IReadOnlyList<Shape> OutputShapes => [.. _compiled.Outputs.Select(o => o.Shape)];

    public double LearningRate
    {
        get => Trained().LearningRate;
        set
        {
            if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(nameof(value), value, "The learning rate must be finite and not negative.");
            Trained().LearningRate = value;
        }
    }

    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, CancellationToken cancellation = default)
    {
        var batch = _compiled.CheckInputs(inputs);
        using var use = _lifetime.Begin();
        var program = _prediction ?? AddPrediction();
        if (batch <= program.Portion) return [.. Run(0, batch).Select((value, o) => value.ToTensor(batch, _compiled.Outputs[o].Shape))];

        Tensor[] results = [.. _compiled.Outputs.Select(o => new Tensor(batch, o.Shape))];
        for (var first = 0; first < batch; first += program.Portion)
        {
            foreach (var (o, value) in Run(first, Math.Min(program.Portion, batch - first)).Index())
                value.Floats.Span.CopyTo(results[o].Span[(first * checked((int)results[o].Shape.Count))..]);
        }

        return results;

        IReadOnlyList<TensorValue> Run(int first, int count)
        {
            cancellation.ThrowIfCancellationRequested();
            return _session.Run([.. program.Inputs.Zip(inputs, (name, input) => (name, input.ToFeed(first, count)))], program.Outputs, []);
        }
    }

    public TrainStepResult TrainStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default)
    {
        var training = Trained();
        var batch = _compiled.CheckInputs(inputs);
        using var use = _lifetime.Begin();
        return training.Step(inputs, batch, targets, sampleWeights);
    }

    public TrainStepResult TestStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default)
    {
        var training = Trained();
        var batch = _compiled.CheckInputs(inputs);
        using var use = _lifetime.Begin();
        return training.Test(inputs, batch, targets, sampleWeights);
    }

    public GradientResult Differentiate(IReadOnlyList<Tensor> inputs, Func<Tensor, Tensor> outputGradient, GradientQuery query)
    {
        ArgumentNullException.ThrowIfNull(outputGradient);
        ArgumentNullException.ThrowIfNull(query);
        var batch = _compiled.CheckInputs(inputs);
        using var use = _lifetime.Begin();
        var targets = _compiled.Targets(query);
        var program = Program(query, targets);
        List<(string Name, TensorValue Value)> feeds = [.. program.Inputs.Zip(inputs, (name, input) => (name, input.ToFeed()))];
        feeds.AddRange(NoiseFeeds.Of(program.Noise, Training?.Seed ?? 0, _training?.Steps ?? 0, batch));

        var forward = _session.Run(feeds, [program.Output, .. program.Values], []);
        var output = forward[0].ToTensor(batch, _compiled.Outputs[0].Shape);
        var gradient = outputGradient(output);
        CompiledGraph.CheckOutputGradient(output, gradient);
        feeds.Add((program.OutputGradient, gradient.ToFeed()));
        var found = new Queue<TensorValue>(_session.Run(feeds, [.. program.ResultOf.OfType<string>()], []));
        return new GradientResult(
            output,
            [.. targets.Kept.Select((value, i) => forward[i + 1].ToTensor(batch, value.Shape))],
            [.. targets.By.Select((by, i) => Result(by.Weight is null ? batch : 1, by.Weight?.Shape ?? by.Value!.Shape, program.ResultOf[i] is null ? null : found.Dequeue()))]);

        static Tensor Result(int batch, Shape shape, TensorValue? value) => value?.ToTensor(batch, shape) ?? new Tensor(batch, shape);
    }

    public void FinishTraining()
    {
        var training = Trained();
        using var use = _lifetime.Begin();
        training.Finish();
    }

    public OptimizerSnapshot ReadOptimizer()
    {
        var training = Trained();
        using var use = _lifetime.Begin();
        return training.Export();
    }

    public void WriteOptimizer(OptimizerSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var training = Trained();
        using var use = _lifetime.Begin();
        training.Import(snapshot);
    }

    public void ReadWeights()
    {
        using var use = _lifetime.Begin();
        lock (_extending) _weights.Store();
    }

    public void WriteWeights()
    {
        using var use = _lifetime.Begin();
        lock (_extending) _weights.Load();
    }

    public void Dispose() => _lifetime.End();

    private TrainingRun Trained() => _training
        ?? throw new InvalidOperationException($"The model '{Model.Name}' was compiled for prediction: set CompileOptions.Training to train it.");

    private void Add(GraphDef graph, IEnumerable<GraphVariable> variables)
    {
        _session.Extend(graph);
        _weights.Add(variables);
    }

    /// <summary>One that trains may never predict.</summary>
    private PredictionProgram AddPrediction()
    {
        lock (_extending)
        {
            if (_prediction is { } known) return known;
            var program = new PredictionProgram(_compiled, _names.Of, _floatsAtOnce);
            Add(program.Graph, program.Variables);
            return _prediction = program;
        }
    }

    /// <summary>The graph of a question: a new one for a new question, since a session's nodes stay.</summary>
    private GradientProgram Program(GradientQuery query, GradientTargets targets)
    {
        var key = $"{query.Training} {query.Relu}\n{string.Join('\n', query.WithRespectTo)}\n\n{string.Join('\n', query.Values)}";
        lock (_extending)
        {
            if (_gradients.TryGetValue(key, out var known)) return known;
            var program = new GradientProgram(_gradients.Count, _compiled, query, targets, _names.Of);
            Add(program.Graph, program.Variables);
            _gradients.Add(key, program);
            return program;
        }
    }
}
