using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// The sum of one weight's gradients since its last update (Keras's <c>gradient_accumulation_steps</c>): s += g in between; in the step that updates, g becomes
/// (g + s) / steps, and s becomes 0.
/// </summary>
/// <param name="steps">Gradients to an update.</param>
/// <param name="count">Values of the weight.</param>
internal sealed unsafe class GradientAccumulator(int steps, int count) : IVectorRule<OptimizerStep>, IDisposable
{
    private readonly NativeBuffer _sum = new(count);
    private bool _updates;

    /// <summary>Keras's variable.</summary>
    public OptimizerSlot Slot => field ??= new("gradient_accumulator", -1, _sum);

    /// <summary>Prepares a step.</summary>
    /// <param name="updates">Whether it updates the weight.</param>
    public void Begin(bool updates) => _updates = updates;

    public void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var sum = _sum.Pointer;
        TVector zero = TSimd.Broadcast(0), number = TSimd.Broadcast(steps);
        for (var i = start; i < end; i += TSimd.Width)
        {
            var s = TSimd.Add(TSimd.Load(step.Gradient + i), TSimd.Load(sum + i));
            if (_updates) TSimd.Store(TSimd.Divide(s, number), step.Gradient + i);
            // Zeros, not a product with 0: a gradient of NaN spoils one update's sum only.
            TSimd.Store(_updates ? zero : s, sum + i);
        }
    }

    public void Dispose() => _sum.Dispose();
}
