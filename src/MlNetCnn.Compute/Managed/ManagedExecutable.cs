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
    private readonly Lifetime _lifetime;
    private readonly CompiledGraph _compiled;
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

    public ManagedExecutable(Model model, CompileOptions options, Kernels kernels)
    {
        (Model, _kernels, _options) = (model, kernels, options.Training);
        _lifetime = new Lifetime(Free);
        // Each has packed weights and an arena of its own; who compares methods picture by picture asks for several by turns.
        _mostGradients = model.CountParams() > 50_000_000 ? 2 : 4;
        _convolutions = new ConvolutionChoice(options.Precise, options.ConvolutionPlan);
        _threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        _compiled = new CompiledGraph("managed", model, options);
        (_graph, _outputs) = (_compiled.Flat, _compiled.Outputs);
        try
        {
            if (_options is null)
            {
                _plan = MakePlan();
            }
            else
            {
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
        var batch = _compiled.CheckInputs(inputs);
        using var use = _lifetime.Begin();
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
        var batch = _compiled.CheckInputs(inputs);
        // Before the pass forward, which moves statistics of batch normalization.
        _options.Loss.Check(batch, _graph.Outputs[0].Shape, targets, sampleWeights);
        using var use = _lifetime.Begin();
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
        var batch = _compiled.CheckInputs(inputs);
        using var use = _lifetime.Begin();
        using var from = new Pinned(inputs);
        var output = Keep(_trainer!.Forward(from.Pointers, batch, null), batch);
        return new TrainStepResult(_options!.Loss.Compute(output, targets, sampleWeights, []) + Penalties(), output);
    }

    public GradientResult Differentiate(IReadOnlyList<Tensor> inputs, Func<Tensor, Tensor> outputGradient, GradientQuery query)
    {
        ArgumentNullException.ThrowIfNull(outputGradient);
        ArgumentNullException.ThrowIfNull(query);
        var batch = _compiled.CheckInputs(inputs);
        using var use = _lifetime.Begin();
        var targets = _compiled.Targets(query);
        var graph = GradientGraph(query, targets);
        var step = query.Training ? new TrainingStep(_options?.Seed ?? 0, _optimizer?.Steps ?? 0, IsRepeated: true) : null;
        using var from = new Pinned(inputs);
        var output = new Tensor(batch, _outputs[0].Shape, graph.Forward(from.Pointers, batch, step).ToArray());
        var gradient = outputGradient(output);
        CompiledGraph.CheckOutputGradient(output, gradient);
        graph.Backward(gradient.Span, step);
        return new GradientResult(
            output,
            [.. targets.Kept.Select(value => new Tensor(batch, value.Shape, graph.ValueOf(value)))],
            [.. targets.By.Select(t => t.Weight is { } weight ? WeightGradient(graph, _weights.Known(weight)!) : new Tensor(batch, t.Value!.Shape, graph.GradientOf(t.Value)))]);
    }

    public void FinishTraining()
    {
        var optimizer = Trained(_optimizer);
        using var use = _lifetime.Begin();
        optimizer.FinalizeEma();
        _stale = true;
    }

    public OptimizerSnapshot ReadOptimizer()
    {
        var optimizer = Trained(_optimizer);
        using var use = _lifetime.Begin();
        return optimizer.Export();
    }

    public void WriteOptimizer(OptimizerSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var optimizer = Trained(_optimizer);
        using var use = _lifetime.Begin();
        optimizer.Import(snapshot);
    }

    public void ReadWeights()
    {
        using var use = _lifetime.Begin();
        foreach (var slot in _weights.Slots) slot.Store();
    }

    public void WriteWeights()
    {
        using var use = _lifetime.Begin();
        foreach (var slot in _weights.Slots) slot.Load();
        _stale = true;
    }

    public void Dispose() => _lifetime.End();

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

    private static Tensor WeightGradient(DifferentiableGraph graph, WeightSlot slot)
    {
        var result = new Tensor(1, slot.Source.Shape);
        slot.Read(graph.Weights.Of(slot).Pointer, result.Span);
        return result;
    }

    private DifferentiableGraph GradientGraph(GradientQuery query, GradientTargets targets)
    {
        var key = $"{query.Training} {query.Relu}\n{string.Join('\n', query.WithRespectTo)}\n\n{string.Join('\n', query.Values)}";
        if (_gradients.FindIndex(g => g.Key == key) is >= 0 and var known)
        {
            var found = _gradients[known];
            _gradients.RemoveAt(known);
            _gradients.Add(found);
            return found.Graph;
        }

        if (_gradients.Count == _mostGradients)
        {
            _gradients[0].Graph.Dispose();
            _gradients.RemoveAt(0);
        }

        var values = targets.By.Select(t => t.Value).OfType<GraphValue>().Distinct().ToArray();
        var kept = targets.Kept.Distinct().ToArray();
        var steps = new Lowering(_weights, _kernels, _convolutions with { PicturesDirectly = true }, [_outputs[0], .. values, .. kept]).Run(targets.Calls);
        // Known by now: the steps have asked for them.
        WeightSlot[] slots = [.. targets.By.Select(t => t.Weight).OfType<Weight>().Distinct().Select(w => _weights.Known(w)!)];
        var request = new GradientRequest(values, slots, query.Training) { Kept = kept, Relu = query.Relu };
        var graph = new DifferentiableGraph(steps, _graph.Inputs, _outputs[0], request, _kernels, _threads);
        _gradients.Add((key, graph));
        return graph;
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
