using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// Steps that run forward and backward. What lies below the first value whose gradient is wanted (a frozen convolutional base) is an
/// <see cref="InferencePlan"/> in micro-batches; the rest keeps all its values for the way back. One caller at a time.
/// </summary>
internal sealed unsafe class DifferentiableGraph : IDisposable
{
    private readonly InferencePlan? _prefix;
    private readonly GraphValue[] _prefixOutputs;
    private readonly List<Step> _active = [];
    private readonly GraphValue[] _inputs;
    private readonly GraphValue _output;
    private readonly HashSet<GraphValue> _needGradient;
    private readonly Dictionary<GraphValue, NativeBuffer> _values = [];
    private readonly Dictionary<GraphValue, NativeBuffer> _gradients = [];
    private readonly Dictionary<(Step, int), NativeBuffer> _weightGradients = [];
    private readonly List<(WeightSlot Slot, List<NativeBuffer> Parts)> _trained = [];
    private readonly Kernels _kernels;
    private readonly int _threads;
    private readonly bool _training;
    private NativeBuffer? _scratch;
    private long _perWorker;
    private int _batch;

    /// <summary>Splits the steps.</summary>
    /// <param name="steps">What leads to the output, in order; the graph disposes of them.</param>
    /// <param name="inputs">What comes from outside.</param>
    /// <param name="output">Where gradients come from.</param>
    /// <param name="withRespectTo">Values whose gradients are wanted; null to train the trainable weights.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="threads">Threads used at most.</param>
    /// <exception cref="NotSupportedException">A layer on the way has no gradient, or no training mode.</exception>
    public DifferentiableGraph(List<Step> steps, GraphValue[] inputs, GraphValue output, IReadOnlyList<GraphValue>? withRespectTo, Kernels kernels, int threads)
    {
        (_inputs, _output, _kernels, _threads, _training) = (inputs, output, kernels, threads, withRespectTo is null);
        _needGradient = [.. withRespectTo ?? []];
        var computed = new HashSet<GraphValue>(_needGradient);
        var prefix = new List<Step>();
        try
        {
            foreach (var step in steps)
            {
                var operation = step.Operation;
                var trains = Trains(step);
                var varies = _training && operation.VariesInTraining;
                var needs = trains || step.Inputs.Any(_needGradient.Contains);
                if ((needs && !operation.HasBackward) || (varies && !operation.CanTrain)) throw NoTraining(operation, needs);
                if (needs) _needGradient.Add(step.Output);
                // A value whose gradient is asked for is computed below, and what reads it above.
                if (needs || varies || step.Inputs.Any(computed.Contains))
                {
                    _active.Add(step);
                    computed.Add(step.Output);
                }
                else
                {
                    prefix.Add(step);
                }
            }
        }
        catch
        {
            foreach (var step in steps) step.Operation.Dispose();
            throw;
        }

        var made = prefix.Select(s => s.Output).ToHashSet();
        _prefixOutputs = [.. _active.SelectMany(s => s.Inputs).Append(output).Where(made.Contains).Distinct()];
        if (prefix.Count > 0) _prefix = new InferencePlan(prefix, inputs, _prefixOutputs, kernels, threads);
        PlanWeights();
    }

    /// <summary>The weights that training changes, with the gradients that <see cref="Backward"/> left.</summary>
    public IEnumerable<(WeightSlot Slot, NativeBuffer Gradient)> Trained => _trained.Select(t => (t.Slot, t.Parts[0]));

    /// <summary>Runs forward.</summary>
    /// <param name="inputs">The inputs' values.</param>
    /// <param name="batch">Elements.</param>
    /// <param name="training">The training step; null for inference mode.</param>
    /// <returns>The output's values; valid until the next call.</returns>
    public Span<float> Forward(float*[] inputs, int batch, TrainingStep? training)
    {
        Reserve(batch);
        _prefix?.Refresh();
        foreach (var step in _active) step.Operation.Refresh(_threads);

        if (_prefix is not null)
        {
            var targets = new float*[_prefixOutputs.Length];
            for (var i = 0; i < targets.Length; i++) targets[i] = _values[_prefixOutputs[i]].Pointer;
            _prefix.Run(inputs, targets, batch, CancellationToken.None);
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            if (!_values.TryGetValue(_inputs[i], out var buffer)) continue;
            var bytes = _inputs[i].Count * batch * sizeof(float);
            Buffer.MemoryCopy(inputs[i], buffer.Pointer, bytes, bytes);
        }

        var run = NewRun(training);
        foreach (var step in _active) step.Operation.Forward(run, Pointers(step.Inputs, _values), _values[step.Output].Pointer);
        return new Span<float>(_values[_output].Pointer, checked((int)(_output.Count * batch)));
    }

    /// <summary>Runs backward after <see cref="Forward"/>.</summary>
    /// <param name="outputGradient">Gradient by the output.</param>
    /// <param name="training">As for <see cref="Forward"/>.</param>
    public void Backward(ReadOnlySpan<float> outputGradient, TrainingStep? training)
    {
        if (!_needGradient.Contains(_output)) return;
        var run = NewRun(training);
        var reached = new HashSet<GraphValue> { _output };
        outputGradient.CopyTo(_gradients[_output].Span);
        for (var s = _active.Count - 1; s >= 0; s--)
        {
            var step = _active[s];
            if (!_needGradient.Contains(step.Output)) continue;
            if (!reached.Contains(step.Output)) throw new InvalidOperationException($"No gradient reached '{step.Operation.Site.Path}'.");
            StepBack(run, step, reached);
        }

        foreach (var (slot, parts) in _trained)
            foreach (var part in parts.Skip(1))
                _kernels.Vectors.Add(parts[0].Pointer, part.Pointer, parts[0].Pointer, slot.Count);
    }

    /// <summary>The gradient by a value, after <see cref="Backward"/>.</summary>
    public ReadOnlySpan<float> GradientOf(GraphValue value) => _gradients[value].Span[..checked((int)(value.Count * _batch))];

    public void Dispose()
    {
        _prefix?.Dispose();
        foreach (var step in _active) step.Operation.Dispose();
        foreach (var buffer in _values.Values.Concat(_gradients.Values).Concat(_weightGradients.Values)) buffer.Dispose();
        _scratch?.Dispose();
    }

    private bool Trains(Step step) => _training && step.Operation.Site.Layer.Trainable && step.Operation.Trainables.Any(t => t.Source.Trainable);

    private static NotSupportedException NoTraining(Operation operation, bool gradient)
    {
        var (path, type) = (operation.Site.Path, operation.Site.Layer.ClassName);
        return new NotSupportedException(gradient
            ? $"The managed engine has no gradient for the layer '{path}' ({type}), which lies on the way to what is trained or asked for. To train what lies above it, freeze it and all below it (Trainable = false)."
            : $"The managed engine cannot train the layer '{path}' ({type}); freeze it (Trainable = false), and it runs in inference mode.");
    }

    private static float*[] Pointers(GraphValue[] values, Dictionary<GraphValue, NativeBuffer> buffers)
    {
        var pointers = new float*[values.Length];
        for (var i = 0; i < pointers.Length; i++) pointers[i] = buffers[values[i]].Pointer;
        return pointers;
    }

    private void PlanWeights()
    {
        foreach (var step in _active.Where(Trains))
        {
            var slots = step.Operation.Trainables;
            for (var i = 0; i < slots.Count; i++)
            {
                var buffer = _weightGradients[(step, i)] = new NativeBuffer(slots[i].Count);
                // A layer that is called several times has a part per call.
                var known = _trained.FirstOrDefault(t => t.Slot == slots[i]).Parts;
                if (known is null) _trained.Add((slots[i], [buffer]));
                else known.Add(buffer);
            }
        }
    }

    private void Reserve(int batch)
    {
        if (batch > _batch)
        {
            foreach (var buffer in _values.Values.Concat(_gradients.Values)) buffer.Dispose();
            _values.Clear();
            _gradients.Clear();
            foreach (var value in _active.SelectMany(s => s.Inputs.Append(s.Output)).Append(_output).Distinct())
            {
                _values[value] = new NativeBuffer(value.Count * batch);
                if (_needGradient.Contains(value)) _gradients[value] = new NativeBuffer(value.Count * batch);
            }
        }

        _batch = batch;
        _perWorker = _active.Count == 0 ? 0 : _active.Max(s => Math.Max(s.Operation.Scratch, s.Operation.BackwardScratch(batch))) + 15 & ~15L;
        var scratch = _perWorker * _threads + (_active.Count == 0 ? 0 : _active.Max(s => Math.Max(s.Operation.SharedScratch(batch), s.Operation.BackwardSharedScratch(batch))));
        if (_scratch is null || _scratch.Length < scratch)
        {
            _scratch?.Dispose();
            _scratch = new NativeBuffer(scratch);
        }
    }

    private Execution NewRun(TrainingStep? training) =>
        new(_kernels, _threads, _scratch!.Pointer, (nint)_perWorker) { Batch = _batch, Training = training };

    private void StepBack(Execution run, Step step, HashSet<GraphValue> reached)
    {
        var inputs = step.Inputs;
        var targets = new float*[inputs.Length];
        var extra = new List<(int Input, NativeBuffer Buffer)>();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!_needGradient.Contains(inputs[i])) continue;
            if (reached.Add(inputs[i]))
            {
                targets[i] = _gradients[inputs[i]].Pointer;
                continue;
            }

            // Another reader wrote here already: this step's share is added afterwards.
            var buffer = new NativeBuffer(inputs[i].Count * _batch);
            extra.Add((i, buffer));
            targets[i] = buffer.Pointer;
        }

        var weights = Trains(step) ? new float*[step.Operation.Trainables.Count] : [];
        for (var i = 0; i < weights.Length; i++) weights[i] = _weightGradients[(step, i)].Pointer;
        step.Operation.Backward(run, new BackwardArguments
        {
            Inputs = Pointers(inputs, _values),
            Output = _values[step.Output].Pointer,
            OutputGradient = _gradients[step.Output].Pointer,
            InputGradients = targets,
            WeightGradients = weights,
        });

        foreach (var (i, buffer) in extra)
        {
            var sum = _gradients[inputs[i]].Pointer;
            _kernels.Vectors.Add(sum, buffer.Pointer, sum, inputs[i].Count * _batch);
            buffer.Dispose();
        }
    }
}
