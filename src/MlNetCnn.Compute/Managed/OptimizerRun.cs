using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Managed;

/// <summary>An optimizer at work: its state per weight, the count of steps, the rate.</summary>
internal sealed unsafe class OptimizerRun : IDisposable
{
    private const int Piece = 1 << 16;
    private readonly Optimizer _optimizer;
    private readonly (WeightSlot Slot, NativeBuffer Gradient, OptimizerState State)[] _weights;
    private readonly Kernels _kernels;
    private readonly int _threads;

    public OptimizerRun(Optimizer optimizer, IEnumerable<(WeightSlot Slot, NativeBuffer Gradient)> weights, Kernels kernels, int threads)
    {
        (_optimizer, _kernels, _threads, LearningRate) = (optimizer, kernels, threads, optimizer.LearningRate);
        _weights = [.. weights.Select(w => (w.Slot, w.Gradient, optimizer.CreateState(w.Slot.Count)))];
    }

    /// <summary>The rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Steps done.</summary>
    public long Steps { get; private set; }

    /// <summary>One step: clip, decay, update.</summary>
    public void Apply()
    {
        Steps++;
        Clip();
        foreach (var (slot, gradient, state) in _weights)
        {
            // Buffers hold whole vectors, so a piece may run over an odd end.
            var length = (slot.Count + 15) / 16 * 16;
            if (_optimizer.WeightDecay != 0)
                _kernels.Vectors.Affine(slot.Values, slot.Values, slot.Count, (float)(1 - _optimizer.WeightDecay * LearningRate), 0);
            var step = new OptimizerStep(LearningRate, Steps, slot.Values, gradient.Pointer);
            WorkerPool.Shared.Run((length + Piece - 1) / Piece, _threads, (piece, _) =>
                _kernels.Apply(state, step, (nint)piece * Piece, Math.Min(length, (nint)(piece + 1) * Piece)));
            slot.MarkChanged();
        }
    }

    public void Dispose()
    {
        foreach (var (_, _, state) in _weights) state.Dispose();
    }

    private void Clip()
    {
        if (_optimizer.ClipNorm is { } norm)
            foreach (var (slot, gradient, _) in _weights) ScaleTo(norm, Math.Sqrt(Square(slot, gradient)), slot, gradient);
        if (_optimizer.GlobalClipNorm is { } global)
        {
            var length = Math.Sqrt(_weights.Sum(w => Square(w.Slot, w.Gradient)));
            foreach (var (slot, gradient, _) in _weights) ScaleTo(global, length, slot, gradient);
        }

        if (_optimizer.ClipValue is { } value)
            foreach (var (slot, gradient, _) in _weights) _kernels.Vectors.Clamp(gradient.Pointer, gradient.Pointer, slot.Count, (float)-value, (float)value);
    }

    private void ScaleTo(double limit, double length, WeightSlot slot, NativeBuffer gradient)
    {
        if (length > limit) _kernels.Vectors.Affine(gradient.Pointer, gradient.Pointer, slot.Count, (float)(limit / length), 0);
    }

    private static double Square(WeightSlot slot, NativeBuffer gradient)
    {
        double sum = 0;
        foreach (var g in gradient.Span[..slot.Count]) sum += (double)g * g;
        return sum;
    }
}
