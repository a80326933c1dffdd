using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Compute.Penalties;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// Steps that run forward and backward. What lies below the first value whose gradient is wanted (a frozen convolutional base) is an
/// <see cref="InferencePlan"/> in micro-batches; the rest keeps, in one arena, what the way back reads. One caller at a time.
/// </summary>
internal sealed unsafe class DifferentiableGraph : IDisposable
{
    private readonly InferencePlan? _prefix;
    private readonly GraphValue[] _prefixOutputs;
    private readonly List<Step> _active = [];
    private readonly GraphValue[] _inputs;
    private readonly GraphValue _output;
    private readonly HashSet<GraphValue> _needGradient;
    private readonly GradientRequest _request;
    private readonly DifferentiableMemory _memory;
    private readonly WeightGradients _weights = new();
    private readonly Dictionary<Step, ActivityPenalty> _penalties = [];
    private readonly Kernels _kernels;
    private readonly int _threads;
    private readonly Step[] _all;
    private readonly float*[] _external;
    private BoundStep[] _bound = [];
    private NativeBuffer? _arena;
    private NativeBuffer? _scratch;
    private long _perWorker;
    private int _capacity;
    private int _batch;

    /// <summary>Splits the steps.</summary>
    /// <param name="steps">What leads to the output, in order; the graph disposes of them.</param>
    /// <param name="inputs">What comes from outside.</param>
    /// <param name="output">Where gradients come from.</param>
    /// <param name="request">Which gradients are wanted.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="threads">Threads used at most.</param>
    /// <exception cref="NotSupportedException">A layer on the way has no gradient, or no training mode.</exception>
    public DifferentiableGraph(List<Step> steps, GraphValue[] inputs, GraphValue output, GradientRequest request, Kernels kernels, int threads)
    {
        (_inputs, _output, _request, _kernels, _threads, _all) = (inputs, output, request, kernels, threads, [.. steps]);
        _external = new float*[inputs.Length];
        _needGradient = [.. request.Values];
        var prefix = new List<Step>();
        try
        {
            Split(steps, prefix);
            GraphValue[] wanted = [output, .. request.Values, .. request.Kept];
            // Other rules than the gradient's do not change places with a pooling: there, windows that overlap are summed up first, and values below 0 are not all alike.
            if (request.Relu == ReluGradient.Standard) _active = Fusion.PoolBeforeClamps(_active, wanted);
            if (!request.Training) _active = Fusion.FoldAffines(_active, wanted, request.Wants);
            _active = Fusion.FoldClamps(_active, wanted);
            FindNeeds();
        }
        catch
        {
            foreach (var step in steps) step.Operation.Dispose();
            throw;
        }

        var made = prefix.Select(s => s.Output).ToHashSet();
        _prefixOutputs = [.. _active.SelectMany(s => s.Inputs).Append(output).Concat(request.Kept).Where(made.Contains).Distinct()];
        if (prefix.Count > 0) _prefix = new InferencePlan(prefix, inputs, _prefixOutputs, kernels, threads);
        foreach (var step in _active.Where(request.Wants)) _weights.Add(step);
        // Of the loss alone, which gradients of anything else do not know.
        if (ReferenceEquals(request, GradientRequest.ForTraining))
            foreach (var step in _active.Where(s => s.HasPenalty)) _penalties.Add(step, new ActivityPenalty(step.Operation.Site.Layer.ActivityRegularizer!, step.Output.Shape, step.Operation.Site.Path));
        _memory = new DifferentiableMemory(_active, inputs, _prefixOutputs, output, _needGradient, request);
    }

    /// <summary>The weights whose gradients <see cref="Backward"/> leaves.</summary>
    public WeightGradients Weights => _weights;

    /// <summary>The steps that keep their values for the way back.</summary>
    public IReadOnlyList<Step> Active => _active;

    /// <summary>What the activity regularizers found in the last forward pass.</summary>
    public double OutputPenalty { get; private set; }

    /// <summary>Floats of the arena per element of the batch.</summary>
    public nint ArenaPerElement => _memory.Size;

    /// <summary>Runs forward.</summary>
    /// <param name="inputs">The inputs' values; they stay where they are until <see cref="Backward"/> is done.</param>
    /// <param name="batch">Elements.</param>
    /// <param name="training">The training step; null for inference mode.</param>
    /// <param name="watch">Called after each step with its output's values; for finding where something appears.</param>
    /// <returns>The output's values; valid until the next call.</returns>
    public Span<float> Forward(float*[] inputs, int batch, TrainingStep? training, StepWatch? watch = null)
    {
        Reserve(inputs, batch);
        _prefix?.Refresh();
        foreach (var step in _active) step.Operation.Refresh(_threads);

        if (_prefix is not null)
        {
            var targets = new float*[_prefixOutputs.Length];
            for (var i = 0; i < targets.Length; i++) targets[i] = Value(_prefixOutputs[i]);
            _prefix.Run(inputs, targets, batch, CancellationToken.None);
        }

        OutputPenalty = 0;
        var run = NewRun(training);
        foreach (var step in _bound)
        {
            StepClock.Start();
            if (!step.IsView) step.Operation.Forward(run, step.Inputs, step.Output);
            StepClock.Stop(step.Operation, "forward");
            if (_penalties.TryGetValue(step.Step, out var penalty)) OutputPenalty += penalty.Value(step.Output, batch, _threads);
            watch?.Invoke(step.Step, new ReadOnlySpan<float>(step.Output, checked((int)(step.Operation.OutputCount * batch))));
        }

        return new Span<float>(Value(_output), checked((int)(_output.Count * batch)));
    }

    /// <summary>Runs backward after <see cref="Forward"/>.</summary>
    /// <param name="outputGradient">Gradient by the output.</param>
    /// <param name="training">As for <see cref="Forward"/>.</param>
    public void Backward(ReadOnlySpan<float> outputGradient, TrainingStep? training)
    {
        if (!_needGradient.Contains(_output)) return;
        var run = NewRun(training);
        outputGradient.CopyTo(new Span<float>(_arena!.Pointer + _memory.GradientOffset(_output) * _capacity, outputGradient.Length));
        for (var s = _bound.Length - 1; s >= 0; s--)
        {
            if (_bound[s].Arguments is not { } arguments) continue;
            var step = _bound[s];
            if (_penalties.TryGetValue(step.Step, out var penalty)) penalty.AddGradient(_kernels, arguments.Output, arguments.OutputGradient, _batch, _threads);
            StepClock.Start();
            if (!step.IsGradientView) step.Operation.Backward(run, arguments);
            StepClock.Stop(step.Operation, "backward");
            foreach (var (share, sum, count) in step.Shares)
                run.ForPieces(count * _batch, 16384, (start, length) => _kernels.Vectors.Add((float*)sum + start, (float*)share + start, (float*)sum + start, length));
        }

        _weights.AddUp(_kernels);
    }

    /// <summary>A copy of the gradient by a value, after <see cref="Backward"/>.</summary>
    public float[] GradientOf(GraphValue value) =>
        new ReadOnlySpan<float>(_arena!.Pointer + _memory.GradientOffset(value) * _capacity, checked((int)(value.Count * _batch))).ToArray();

    /// <summary>A copy of a value that the request keeps, after <see cref="Forward"/>.</summary>
    public float[] ValueOf(GraphValue value) => new ReadOnlySpan<float>(Value(value), checked((int)(value.Count * _batch))).ToArray();

    public void Dispose()
    {
        foreach (var step in _all) step.Operation.Dispose();
        _prefix?.Dispose();
        _weights.Dispose();
        _arena?.Dispose();
        _scratch?.Dispose();
    }

    private static NotSupportedException NoTraining(Operation operation, bool gradient)
    {
        var (path, type) = (operation.Site.Path, operation.Site.Layer.ClassName);
        return new NotSupportedException(gradient
            ? $"The managed engine has no gradient for the layer '{path}' ({type}), which lies on the way to what is trained or asked for. To train what lies above it, freeze it and all below it (Trainable = false)."
            : $"The managed engine cannot train the layer '{path}' ({type}); freeze it (Trainable = false), and it runs in inference mode.");
    }

    private void Split(List<Step> steps, List<Step> prefix)
    {
        var computed = new HashSet<GraphValue>(_needGradient);
        foreach (var step in steps)
        {
            var operation = step.Operation;
            var varies = step.HasPenalty || (_request.Training && operation.VariesInTraining);
            var needs = _request.Wants(step) || step.Inputs.Any(_needGradient.Contains);
            if ((needs && !operation.HasBackward && !_request.ForwardOnly) || (_request.Training && operation.VariesInTraining && !operation.CanTrain)) throw NoTraining(operation, needs);
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

    /// <summary>The values whose gradients are on the way, among the steps as they are in the end.</summary>
    private void FindNeeds()
    {
        _needGradient.Clear();
        _needGradient.UnionWith(_request.Values);
        foreach (var step in _active)
            if (_request.Wants(step) || step.Inputs.Any(_needGradient.Contains)) _needGradient.Add(step.Output);
    }

    private float* Value(GraphValue value)
    {
        var input = Array.IndexOf(_inputs, _memory.Root(value));
        return input >= 0 ? _external[input] : _arena!.Pointer + _memory.ValueOffset(value) * _capacity;
    }

    private void Reserve(float*[] inputs, int batch)
    {
        var moved = false;
        for (var i = 0; i < inputs.Length; i++)
        {
            moved |= _external[i] != inputs[i];
            _external[i] = inputs[i];
        }

        _batch = batch;
        if (batch > _capacity)
        {
            _capacity = batch;
            _arena?.Dispose();
            _arena = new NativeBuffer(_memory.Size * batch);
            _perWorker = _active.Count == 0 ? 0 : (_active.Max(s => Math.Max(s.Operation.Scratch, s.Operation.BackwardScratch(batch))) + 15) / 16 * 16;
            var shared = _active.Count == 0 ? 0 : _active.Max(s => Math.Max(s.Operation.SharedScratch(batch), s.Operation.BackwardSharedScratch(batch)));
            _scratch?.Dispose();
            _scratch = new NativeBuffer(_perWorker * _threads + shared);
            moved = true;
        }

        if (moved) Bind();
    }

    /// <summary>Looks up where everything lies, once per place.</summary>
    private void Bind()
    {
        float* Gradient(GraphValue value) => _arena!.Pointer + _memory.GradientOffset(value) * _capacity;
        var bound = new BoundStep[_active.Count];
        for (var s = 0; s < bound.Length; s++)
        {
            var step = _active[s];
            var inputs = new float*[step.Inputs.Length];
            for (var i = 0; i < inputs.Length; i++) inputs[i] = Value(step.Inputs[i]);
            bound[s] = new BoundStep { Step = step, Inputs = inputs, Output = Value(step.Output), IsView = _memory.IsView(step) };
            if (_request.ForwardOnly || !_needGradient.Contains(step.Output) || !(_request.Wants(step) || step.Inputs.Any(_needGradient.Contains))) continue;
            var targets = new float*[inputs.Length];
            var shares = new List<(nint Share, nint Sum, nint Count)>();
            for (var i = 0; i < targets.Length; i++)
            {
                if (!_needGradient.Contains(step.Inputs[i])) continue;
                targets[i] = Gradient(step.Inputs[i]);
                if (_memory.ShareOffset(s, i) is not { } offset) continue;
                // Another reader writes there before: this step's share is added afterwards.
                var sum = targets[i];
                targets[i] = _arena!.Pointer + offset * _capacity;
                shares.Add(((nint)targets[i], (nint)sum, step.Inputs[i].Count));
            }

            bound[s].Shares = [.. shares];
            bound[s].IsGradientView = _memory.IsGradientView(step);
            bound[s].Arguments = new BackwardArguments
            {
                Inputs = inputs,
                Output = bound[s].Output,
                OutputGradient = Gradient(step.Output),
                InputGradients = targets,
                WeightGradients = _request.Wants(step) ? _weights.Pointers(step) : [],
                KernelUpdate = _weights.UpdateInPassing(step),
            };
        }

        _bound = bound;
    }

    private Execution NewRun(TrainingStep? training) => new(_kernels, _threads, _scratch!.Pointer, (nint)_perWorker) { Batch = _batch, Training = training, Relu = _request.Relu };

    /// <summary>A step with the places it works on.</summary>
    private sealed class BoundStep
    {
        public required Step Step { get; init; }

        public Operation Operation => Step.Operation;

        public required float*[] Inputs { get; init; }

        public required float* Output { get; init; }

        /// <summary>Whether the output is the input's memory.</summary>
        public required bool IsView { get; init; }

        /// <summary>What the way back takes; null where nothing goes back.</summary>
        public BackwardArguments? Arguments { get; set; }

        /// <summary>Whether the gradient by the input is the memory of the one by the output.</summary>
        public bool IsGradientView { get; set; }

        /// <summary>Gradients by inputs that others read too: where this step's share is, what it is added to, and its length per element.</summary>
        public (nint Share, nint Sum, nint Count)[] Shares { get; set; } = [];
    }
}
