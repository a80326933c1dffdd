using System.Buffers;
using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>A model compiled by the managed engine.</summary>
internal sealed unsafe class ManagedExecutable : IExecutable
{
    private readonly Lock _lock = new();
    private readonly FlatGraph _graph;
    private readonly GraphValue[] _outputs;
    private readonly WeightStore _weights = new();
    private InferencePlan? _plan;
    private readonly Kernels _kernels;
    private readonly ConvolutionChoice _convolutions;
    private readonly int _threads;
    private readonly TrainingOptions? _options;
    private readonly DifferentiableGraph? _trainer;
    private readonly OptimizerRun? _optimizer;
    private readonly WeightPenalties? _penalties;
    private readonly List<(string Key, DifferentiableGraph Graph)> _gradients = [];
    private readonly int _mostGradients;
    private Tensor? _output;
    private float[] _outputGradient = [];
    private volatile bool _stale;
    private int _running;
    private bool _disposed;

    public ManagedExecutable(Model model, CompileOptions options, Kernels kernels)
    {
        (Model, _kernels, _options) = (model, kernels, options.Training);
        if (options is { Precise: true, ConvolutionPlan: not null })
            throw new ArgumentException("CompileOptions.Precise leaves no choice to CompileOptions.ConvolutionPlan: set one of them.", nameof(options));
        // Each has packed weights and an arena of its own; who compares methods picture by picture asks for several by turns.
        _mostGradients = model.CountParams() > 50_000_000 ? 2 : 4;
        _convolutions = new ConvolutionChoice(options.Precise, options.ConvolutionPlan);
        _threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        _graph = new FlatGraph(model, options.InputShapes);
        if (options is { Logits: true, Training: not null })
            throw new ArgumentException("CompileOptions.Logits is for prediction and gradients, CompileOptions.Training trains what the model's loss reads: set one of them.", nameof(options));
        if (options.Inputs is not null) _graph.Give(options.Inputs);
        _outputs = options.Outputs is null ? _graph.Outputs : [.. options.Outputs.Select(_graph.Find)];
        if (_outputs.Length == 0) throw new ArgumentException("CompileOptions.Outputs is empty: name at least one layer, or leave it null.", nameof(options));
        if (options.Logits) _outputs = [.. _outputs.Select(_graph.BeforeLastActivation)];
        if (options.Inputs is not null) _graph.CheckGiven(options.Inputs, [.. _outputs, .. _options is null ? [] : _graph.Outputs]);
        try
        {
            if (_options is null)
            {
                _plan = MakePlan();
            }
            else
            {
                if (_graph.Outputs.Length != 1)
                    throw new NotSupportedException($"The managed engine trains models with one output; '{model.Name}' has {_graph.Outputs.Length}.");
                _trainer = new DifferentiableGraph(StepsTo(_graph.Outputs), _graph.Inputs, _graph.Outputs[0], GradientRequest.ForTraining, kernels, _threads);
                var multipliers = new LearningRateMultipliers(model, _options.LearningRateMultipliers);
                _penalties = new WeightPenalties(_trainer.Weights, kernels, _threads, isFixed: slot => multipliers[slot] == 0);
                _optimizer = MakeOptimizer(_options.Optimizer, _trainer.Weights, multipliers);
            }
        }
        catch
        {
            Free();
            throw;
        }
    }

    public Model Model { get; }

    public TrainingOptions? Training => _options;

    public string Arithmetic => ManagedEngine.ArithmeticName;

    public IReadOnlyList<Shape> InputShapes => [.. _graph.Inputs.Select(i => i.Shape)];

    public IReadOnlyList<Shape> OutputShapes => [.. _outputs.Select(o => o.Shape)];

    public double LearningRate
    {
        get => Trained(_optimizer).LearningRate;
        set
        {
            if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(nameof(value), value, "The learning rate must be finite and not negative.");
            Trained(_optimizer).LearningRate = value;
        }
    }

    /// <summary>The plan of <see cref="Predict"/>, for tests.</summary>
    internal InferencePlan Plan
    {
        get
        {
            lock (_lock) return _plan ??= MakePlan();
        }
    }

    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, CancellationToken cancellation = default)
    {
        var batch = CheckInputs(inputs);
        using var use = new Use(this);
        if (_stale) RefreshPlan();
        Tensor[] results = [.. _outputs.Select(o => new Tensor(batch, o.Shape))];
        using var from = new Pinned(inputs);
        using var to = new Pinned(results);
        // One that trains may never predict, and its packed weights would be a second set.
        (_plan ?? Plan).Run(from.Pointers, to.Pointers, batch, cancellation);
        return results;
    }

    public TrainStepResult TrainStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default)
    {
        var optimizer = Trained(_optimizer);
        var step = new TrainingStep(_options!.Seed, optimizer.Steps);
        var batch = CheckInputs(inputs);
        using var use = new Use(this);
        using var from = new Pinned(inputs);
        var output = Keep(_trainer!.Forward(from.Pointers, batch, step), batch);
        if (_outputGradient.Length < output.Span.Length) _outputGradient = new float[output.Span.Length];
        var gradient = _outputGradient.AsSpan(0, output.Span.Length);
        var loss = _options.Loss.Compute(output, targets, sampleWeights, gradient) + Penalties();
        var nonFinite = double.IsFinite(loss) ? null : FindNonFinite(from.Pointers, batch, step);
        optimizer.Begin();
        _trainer.Backward(gradient, step);
        _penalties!.AddGradients();
        optimizer.Finish();
        _penalties.Constrain();
        _stale = true;
        return new TrainStepResult(loss, output, nonFinite);
    }

    public TrainStepResult TestStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default)
    {
        Trained(_optimizer);
        var batch = CheckInputs(inputs);
        using var use = new Use(this);
        using var from = new Pinned(inputs);
        var output = Keep(_trainer!.Forward(from.Pointers, batch, null), batch);
        return new TrainStepResult(_options!.Loss.Compute(output, targets, sampleWeights, []) + Penalties(), output);
    }

    public GradientResult Differentiate(IReadOnlyList<Tensor> inputs, Func<Tensor, Tensor> outputGradient, GradientQuery query)
    {
        ArgumentNullException.ThrowIfNull(outputGradient);
        ArgumentNullException.ThrowIfNull(query);
        if (!Enum.IsDefined(query.Relu)) throw new ArgumentOutOfRangeException(nameof(query), query.Relu, "GradientQuery.Relu is none of Standard, Guided and Deconvnet.");
        var batch = CheckInputs(inputs);
        using var use = new Use(this);
        object[] targets = [.. query.WithRespectTo.Select(Target)];
        GraphValue[] kept = [.. query.Values.Select(_graph.Find)];
        var graph = GradientGraph(query, targets, kept);
        var step = query.Training ? new TrainingStep(_options?.Seed ?? 0, _optimizer?.Steps ?? 0, IsRepeated: true) : null;
        using var from = new Pinned(inputs);
        var output = new Tensor(batch, _outputs[0].Shape, graph.Forward(from.Pointers, batch, step).ToArray());
        var gradient = outputGradient(output);
        if (gradient is null || gradient.Batch != batch || gradient.Shape != output.Shape)
            throw new ArgumentException($"The output's gradient must be {output}, as the output is, not {gradient?.ToString() ?? "null"}.", nameof(outputGradient));
        graph.Backward(gradient.Span, step);
        return new GradientResult(
            output,
            [.. kept.Select(value => new Tensor(batch, value.Shape, graph.ValueOf(value)))],
            [.. targets.Select(t => t is WeightSlot slot ? WeightGradient(graph, slot) : new Tensor(batch, ((GraphValue)t).Shape, graph.GradientOf((GraphValue)t)))]);
    }

    public void FinishTraining()
    {
        var optimizer = Trained(_optimizer);
        using var use = new Use(this);
        optimizer.FinalizeEma();
        _stale = true;
    }

    public OptimizerSnapshot ReadOptimizer()
    {
        var optimizer = Trained(_optimizer);
        using var use = new Use(this);
        return optimizer.Export();
    }

    public void WriteOptimizer(OptimizerSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var optimizer = Trained(_optimizer);
        using var use = new Use(this);
        optimizer.Import(snapshot);
    }

    public void ReadWeights()
    {
        using var use = new Use(this);
        foreach (var slot in _weights.Slots) slot.Store();
    }

    public void WriteWeights()
    {
        using var use = new Use(this);
        foreach (var slot in _weights.Slots) slot.Load();
        _stale = true;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            // Predictions that still run free the memory when the last of them ends.
            if (_running > 0) return;
        }

        Free();
    }

    private List<Step> StepsTo(IEnumerable<GraphValue> values) => new Lowering(_weights, _kernels, _convolutions, [.. values]).Run(_graph.Needed(values));

    private InferencePlan MakePlan()
    {
        var plan = new InferencePlan(StepsTo(_outputs), _graph.Inputs, _outputs, _kernels, _threads);
        plan.Refresh();
        return plan;
    }

    private OptimizerRun MakeOptimizer(Optimizer optimizer, WeightGradients gradients, LearningRateMultipliers multipliers)
    {
        // A gradient that nobody needs as a whole is used while it lies in the cache, and never stored.
        HashSet<WeightSlot> inPassing = OptimizerRun.CanUpdateByRange(optimizer) ? [.. gradients.Slots.Where(s => s.Source.Regularizer is null && gradients.CanUpdateInPassing(s))] : [];
        // Keras's order, which does not depend on how the layers are computed: a snapshot serves wherever the model does.
        var order = Model.TrainableWeights.Index().ToDictionary(w => w.Item, w => w.Index);
        var weights = gradients.Slots.OrderBy(s => order.GetValueOrDefault(s.Source, order.Count)).Select(s => (s, inPassing.Contains(s) ? null : gradients.Of(s)));
        var run = new OptimizerRun(optimizer, weights, _kernels, _threads, slot => multipliers[slot]);
        foreach (var slot in inPassing) gradients.UpdateInPassing(slot, (gradient, start, end) => run.Update(slot, gradient, start, end));
        return run;
    }

    private double Penalties() => _penalties!.Value() + _trainer!.OutputPenalty;

    private Tensor Keep(Span<float> output, int batch)
    {
        if (_output?.Batch != batch) _output = new Tensor(batch, _graph.Outputs[0].Shape);
        output.CopyTo(_output.Span);
        return _output;
    }

    private string FindNonFinite(float*[] inputs, int batch, TrainingStep step) =>
        NonFiniteSearch.Run(_graph, StepsTo(_graph.Outputs), inputs, batch, step, _kernels, _threads) ?? $"the loss ({_options!.Loss.Name}): all layers' outputs are finite";

    /// <summary>What a name stands for: a layer's output, or a weight by its path (layer/kernel).</summary>
    private object Target(string name)
    {
        var slash = name.LastIndexOf('/');
        if (slash > 0 && _graph.FindLayer(name[..slash])?.Weights.FirstOrDefault(w => w.Name == name[(slash + 1)..]) is { } weight)
            return _weights.Known(weight) ?? throw new ArgumentException($"The output does not depend on the weight '{name}'.", nameof(name));
        return _graph.Find(name);
    }

    private static Tensor WeightGradient(DifferentiableGraph graph, WeightSlot slot)
    {
        var result = new Tensor(1, slot.Source.Shape);
        slot.Read(graph.Weights.Of(slot).Pointer, result.Span);
        return result;
    }

    private DifferentiableGraph GradientGraph(GradientQuery query, object[] targets, GraphValue[] kept)
    {
        var key = $"{query.Training} {query.Relu}\n{string.Join('\n', query.WithRespectTo)}\n\n{string.Join('\n', query.Values)}";
        if (_gradients.FindIndex(g => g.Key == key) is >= 0 and var known)
        {
            var found = _gradients[known];
            _gradients.RemoveAt(known);
            _gradients.Add(found);
            return found.Graph;
        }

        var calls = _graph.Needed([_outputs[0]]);
        foreach (var (value, name) in targets.Zip(query.WithRespectTo).Concat(kept.Zip<object, string>(query.Values)))
            if (value is GraphValue && value != _outputs[0] && !calls.Any(c => c.Inputs.Contains(value)))
                throw new ArgumentException($"The output does not depend on the layer '{name}'.", nameof(query));
        if (_gradients.Count == _mostGradients)
        {
            _gradients[0].Graph.Dispose();
            _gradients.RemoveAt(0);
        }

        WeightSlot[] slots = [.. targets.OfType<WeightSlot>().Distinct()];
        var request = new GradientRequest([.. targets.OfType<GraphValue>().Distinct()], slots, query.Training) { Kept = [.. kept.Distinct()], Relu = query.Relu };
        var steps = new Lowering(_weights, _kernels, _convolutions with { PicturesDirectly = true }, [_outputs[0], .. request.Values, .. request.Kept]).Run(calls);
        var graph = new DifferentiableGraph(steps, _graph.Inputs, _outputs[0], request, _kernels, _threads);
        if (slots.FirstOrDefault(slot => !graph.Weights.Slots.Contains(slot)) is { } missing)
        {
            graph.Dispose();
            throw new ArgumentException($"There is no gradient by the weight '{missing.Source.Path}': the output does not depend on it, or no training changes it.", nameof(query));
        }

        _gradients.Add((key, graph));
        return graph;
    }

    private int CheckInputs(IReadOnlyList<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != _graph.Inputs.Length)
            throw new ArgumentException($"The model '{Model.Name}' takes {_graph.Inputs.Length} inputs, not {inputs.Count}.", nameof(inputs));
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Shape != _graph.Inputs[i].Shape)
                throw new ArgumentException($"Input {i} of the model '{Model.Name}' was compiled for {_graph.Inputs[i].Shape.ToBatchString()}, not {inputs[i]}.", nameof(inputs));
            if (inputs[i].Batch != inputs[0].Batch)
                throw new ArgumentException($"The inputs are batches of {inputs[0].Batch} and {inputs[i].Batch}; they must be of one size.", nameof(inputs));
        }

        return inputs[0].Batch > 0 ? inputs[0].Batch : throw new ArgumentException("The batch is empty.", nameof(inputs));
    }

    private T Trained<T>(T? part)
        where T : class => part
        ?? throw new InvalidOperationException($"The model '{Model.Name}' was compiled for prediction: set CompileOptions.Training to train it.");

    private void RefreshPlan()
    {
        lock (_lock)
        {
            if (!_stale) return;
            _plan?.Refresh();
            _stale = false;
        }
    }

    private void Free()
    {
        _plan?.Dispose();
        _optimizer?.Dispose();
        _penalties?.Dispose();
        _trainer?.Dispose();
        foreach (var (_, graph) in _gradients) graph.Dispose();
        _weights.Dispose();
    }

    /// <summary>Keeps the executable's memory while a call runs.</summary>
    private readonly struct Use : IDisposable
    {
        private readonly ManagedExecutable _owner;

        public Use(ManagedExecutable owner)
        {
            _owner = owner;
            lock (owner._lock)
            {
                ObjectDisposedException.ThrowIf(owner._disposed, typeof(IExecutable));
                owner._running++;
            }
        }

        public void Dispose()
        {
            lock (_owner._lock)
            {
                if (--_owner._running > 0 || !_owner._disposed) return;
            }

            _owner.Free();
        }
    }

    /// <summary>Tensors whose memory stays where it is.</summary>
    private sealed class Pinned : IDisposable
    {
        private readonly MemoryHandle[] _handles;

        public Pinned(IReadOnlyList<Tensor> tensors)
        {
            _handles = [.. tensors.Select(t => t.Values.Pin())];
            Pointers = new float*[tensors.Count];
            for (var i = 0; i < Pointers.Length; i++) Pointers[i] = (float*)_handles[i].Pointer;
        }

        public float*[] Pointers { get; }

        public void Dispose()
        {
            foreach (var handle in _handles) handle.Dispose();
        }
    }
}
