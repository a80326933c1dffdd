using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// An optimizer at work: its state per weight, the count of steps, the rate. A step (which updates only every few times where gradients are accumulated) is
/// <see cref="Begin"/>, then <see cref="Update"/> for those ranges of weights whose gradients come in pieces, then <see cref="Finish"/> for all other weights;
/// <see cref="Apply"/> is all of it.
/// </summary>
internal sealed unsafe class OptimizerRun : IDisposable
{
    // Weight, gradient and two slots of a piece lie in a core's own cache together.
    private const int Piece = 1 << 14;
    private readonly Optimizer _optimizer;
    private readonly TrainedWeight[] _weights;
    private readonly Dictionary<WeightSlot, TrainedWeight> _bySlot;
    private readonly Kernels _kernels;
    private readonly int _threads;
    private readonly int _stepsPerUpdate;

    /// <summary>Makes the state.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="weights">
    /// Weights, in Keras's order, with the buffers that hold their gradients at <see cref="Finish"/>; null for those that <see cref="Update"/> is called for, only where
    /// <see cref="CanUpdateByRange"/>.
    /// </param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="threads">Threads used at most.</param>
    /// <param name="multipliers">Factors of the rate, by weight; null for 1.</param>
    /// <exception cref="ArgumentException">The optimizer's options do not fit.</exception>
    public OptimizerRun(
        Optimizer optimizer, IEnumerable<(WeightSlot Slot, NativeBuffer? Gradient)> weights, Kernels kernels, int threads, Func<WeightSlot, double>? multipliers = null)
    {
        optimizer.Validate();
        (_optimizer, _kernels, _threads, LearningRate) = (optimizer, kernels, threads, optimizer.LearningRate);
        _stepsPerUpdate = optimizer.GradientAccumulationSteps ?? 1;
        _weights = [.. weights.Select(w => new TrainedWeight(this, w.Slot, w.Gradient, multipliers?.Invoke(w.Slot) ?? 1))];
        _bySlot = _weights.ToDictionary(w => w.Slot);
        if (_weights.Any(w => w.Gradient is null) && !CanUpdateByRange(optimizer))
            throw new InvalidOperationException($"The optimizer '{optimizer.Name}' clips by norms or accumulates gradients, which takes whole gradients.");
    }

    /// <summary>The rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Steps done, those included that accumulated gradients only.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// The optimizer's state as Keras lists it: first each weight's moving average and accumulated gradient, then group after group of slots, weight by weight. The
    /// values may be written.
    /// </summary>
    public IEnumerable<(WeightSlot Weight, OptimizerSlot Slot)> Slots
    {
        get
        {
            foreach (var weight in _weights)
            {
                if (weight.Average is { } average) yield return (weight.Slot, average.Slot);
                if (weight.Accumulator is { } accumulator) yield return (weight.Slot, accumulator.Slot);
            }

            var slots = _weights.SelectMany(w => w.State.Slots.Select(s => (w.Slot, s)));
            foreach (var pair in slots.OrderBy(p => p.s.Group)) yield return pair;
        }
    }

    // Keras's iterations, as an update sees them, and 1.
    private long UpdateNumber => (Steps - 1) / _stepsPerUpdate + 1;

    private bool IsUpdate => Steps % _stepsPerUpdate == 0;

    /// <summary>Whether a range of a weight can be updated before the rest of the gradients is known: not when norms clip them, nor when they are accumulated.</summary>
    public static bool CanUpdateByRange(Optimizer optimizer) => optimizer is { ClipNorm: null, GlobalClipNorm: null, GradientAccumulationSteps: null };

    /// <summary>One step: accumulate, clip, decay, update, average.</summary>
    public void Apply()
    {
        Begin();
        Finish();
    }

    /// <summary>Begins a step.</summary>
    public void Begin()
    {
        Steps++;
        foreach (var weight in _weights)
        {
            var rate = LearningRate * weight.Multiplier;
            weight.Decay = _optimizer.WeightDecay == 0 ? null : new WeightDecay((float)(_optimizer.WeightDecay * rate));
            if (IsUpdate && !weight.IsFixed) weight.State.Begin(rate, UpdateNumber);
            weight.Accumulator?.Begin(IsUpdate);
            // The average of what never moves is itself, to the sign of a zero.
            weight.Average?.Begin(starts: UpdateNumber == 1 || weight.IsFixed);
            weight.Clip = _optimizer.ClipValue is { } limit ? new GradientScale(1, (float)limit) : null;
        }
    }

    /// <summary>
    /// Updates values start .. end - 1 of a weight between <see cref="Begin"/> and <see cref="Finish"/>: on any thread, any range, each value once a step. Only
    /// that range of the weight, of its state and of the gradient is touched; the result does not depend on the ranges.
    /// </summary>
    /// <param name="slot">The weight.</param>
    /// <param name="gradient">Where the weight's whole gradient would begin; only the range need be there. It is clipped in place.</param>
    /// <param name="start">First value.</param>
    /// <param name="end">End.</param>
    public void Update(WeightSlot slot, float* gradient, nint start, nint end) => UpdateRange(_bySlot[slot], gradient, start, end);

    /// <summary>Ends a step: updates the weights that have whole gradients.</summary>
    public void Finish()
    {
        foreach (var weight in _weights)
            if (weight.Accumulator is not null) WorkerPool.Shared.Run(Pieces(weight), _threads, weight.AccumulatePiece);
        if (IsUpdate) ClipNorms();
        foreach (var weight in _weights)
            if (weight.Gradient is not null && (IsUpdate || weight.Average is not null)) WorkerPool.Shared.Run(Pieces(weight), _threads, weight.UpdatePiece);
        if (_optimizer is { UseEma: true, EmaOverwriteFrequency: { } every } && UpdateNumber % every == 0) FinalizeEma();
        foreach (var weight in _weights)
            if (IsUpdate && !weight.IsFixed) weight.Slot.MarkChanged();
    }

    /// <summary>Makes the moving averages the weights, as Keras does at the end of training; nothing without averages or steps.</summary>
    public void FinalizeEma()
    {
        if (Steps == 0) return;
        foreach (var weight in _weights)
        {
            if (weight.Average is null) continue;
            weight.Average.Slot.Values.CopyTo(new Span<float>(weight.Slot.Values, weight.Slot.Count));
            weight.Slot.MarkChanged();
        }
    }

    /// <summary>Copies all that a resumed run needs besides the weights.</summary>
    public OptimizerSnapshot Export() =>
        new(_optimizer.Name, Steps, LearningRate, [.. Slots.Select(s => new SavedSlot(s.Weight.Source.Path, s.Slot.Name, RowMajor(s.Weight, s.Slot)))]);

    /// <summary>Goes on from a snapshot.</summary>
    /// <exception cref="ArgumentException">It is of another optimizer, of other options or of other weights; nothing was changed.</exception>
    public void Import(OptimizerSnapshot snapshot)
    {
        (WeightSlot Weight, OptimizerSlot Slot)[] slots = [.. Slots];
        snapshot.Check(_optimizer, slots.Select(s => (s.Weight.Source, s.Slot.Name)));
        for (var i = 0; i < slots.Length; i++) slots[i].Weight.Write(snapshot.Slots[i].Values, slots[i].Slot.Buffer.Pointer);
        (Steps, LearningRate) = (snapshot.Steps, snapshot.LearningRate);
    }

    public void Dispose()
    {
        foreach (var weight in _weights) weight.Dispose();
    }

    // The order of Keras, whatever the order of the slot: a snapshot serves on machines with other vectors.
    private static float[] RowMajor(WeightSlot weight, OptimizerSlot slot)
    {
        var values = new float[weight.Source.Shape.Count];
        weight.Read(slot.Buffer.Pointer, values);
        return values;
    }

    private static int Pieces(TrainedWeight weight) => (weight.Slot.Count + Piece - 1) / Piece;

    private void UpdateRange(TrainedWeight weight, float* gradient, nint start, nint end)
    {
        var step = new OptimizerStep(weight.Slot.Values, gradient);
        if (IsUpdate && !weight.IsFixed)
        {
            if (weight.Clip is { } clip) Run(clip, step, start, end);
            if (weight.Decay is { } decay) Run(decay, step, start, end);
            Run(weight.State, step, start, end);
        }

        if (weight.Average is { } average) Run(average, step, start, end);
    }

    // Whole vectors, then one by one: a range may end anywhere, and what follows belongs to another.
    private void Run(IVectorRule<OptimizerStep> rule, OptimizerStep step, nint start, nint end)
    {
        var whole = start + (end - start) / 16 * 16;
        if (whole > start) _kernels.Apply(rule, step, start, whole);
        if (whole < end) rule.Apply<ScalarSimd, float>(step, whole, end);
    }

    private void ClipNorms()
    {
        if ((_optimizer.ClipNorm ?? _optimizer.GlobalClipNorm) is not { } limit) return;
        double total = 0;
        foreach (var weight in _weights)
        {
            WorkerPool.Shared.Run(Pieces(weight), _threads, weight.SquarePiece);
            weight.Square = 0;
            // In the order of the pieces, whoever summed them.
            foreach (var square in weight.Squares) weight.Square += square;
            total += weight.Square;
        }

        foreach (var weight in _weights)
        {
            var length = Math.Sqrt(_optimizer.GlobalClipNorm is null ? weight.Square : total);
            // A length of NaN makes all gradients NaN, as Keras does.
            weight.Clip = length <= limit ? null : new GradientScale((float)(limit / length), float.PositiveInfinity);
        }
    }

    /// <summary>A weight with all that belongs to it.</summary>
    private sealed class TrainedWeight : IDisposable
    {
        public TrainedWeight(OptimizerRun run, WeightSlot slot, NativeBuffer? gradient, double multiplier)
        {
            (Slot, Gradient, Multiplier, State) = (slot, gradient, multiplier, run._optimizer.CreateState(slot.Count));
            if (run._stepsPerUpdate > 1) Accumulator = new(run._stepsPerUpdate, slot.Count);
            if (run._optimizer.UseEma) Average = new(run._optimizer.EmaMomentum, slot.Count);
            Squares = run._optimizer is { ClipNorm: null, GlobalClipNorm: null } ? [] : new double[Pieces(this)];
            UpdatePiece = (piece, _) => run.UpdateRange(this, Gradient!.Pointer, (nint)piece * Piece, Math.Min(slot.Count, (nint)(piece + 1) * Piece));
            AccumulatePiece = (piece, _) =>
                run.Run(Accumulator!, new OptimizerStep(slot.Values, Gradient!.Pointer), (nint)piece * Piece, Math.Min(slot.Count, (nint)(piece + 1) * Piece));
            SquarePiece = (piece, _) => Squares[piece] = SumOfSquares(Gradient!.Span[(piece * Piece)..Math.Min(slot.Count, (piece + 1) * Piece)]);
        }

        public WeightSlot Slot { get; }

        public NativeBuffer? Gradient { get; }

        public OptimizerState State { get; }

        public MovingAverage? Average { get; }

        public GradientAccumulator? Accumulator { get; }

        /// <summary>Factor of the rate.</summary>
        public double Multiplier { get; }

        /// <summary>Whether updates leave the weight and its state alone: at a rate of 0 the rules would still turn -0 into 0, and NaN of a gradient into NaN.</summary>
        public bool IsFixed => Multiplier == 0;

        /// <summary>This step's decay.</summary>
        public WeightDecay? Decay { get; set; }

        /// <summary>What clips this step's gradient.</summary>
        public GradientScale? Clip { get; set; }

        /// <summary>Squared norm of the gradient, and of its pieces.</summary>
        public double Square { get; set; }

        public double[] Squares { get; }

        // Made once: a step allocates no closures.
        public Action<int, int> UpdatePiece { get; }

        public Action<int, int> SquarePiece { get; }

        public Action<int, int> AccumulatePiece { get; }

        public void Dispose()
        {
            State.Dispose();
            Average?.Dispose();
            Accumulator?.Dispose();
        }

        private static double SumOfSquares(ReadOnlySpan<float> values)
        {
            // Four sums, so that additions do not wait for each other.
            double a = 0, b = 0, c = 0, d = 0;
            var i = 0;
            for (; i <= values.Length - 4; i += 4)
            {
                a += (double)values[i] * values[i];
                b += (double)values[i + 1] * values[i + 1];
                c += (double)values[i + 2] * values[i + 2];
                d += (double)values[i + 3] * values[i + 3];
            }

            for (; i < values.Length; i++) a += (double)values[i] * values[i];
            return a + b + (c + d);
        }
    }
}
