using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>The exponential moving average of one weight: a = mu a + (1 - mu) w after each step; the first step takes w itself.</summary>
/// <param name="momentum">mu.</param>
/// <param name="count">Values of the weight.</param>
internal sealed unsafe class MovingAverage(double momentum, int count) : IVectorRule<OptimizerStep>, IDisposable
{
    private readonly NativeBuffer _average = new(count);
    private float _rest;

    /// <summary>Keras's variable.</summary>
    public OptimizerSlot Slot => field ??= new("average", -1, _average);

    /// <summary>Prepares a step.</summary>
    /// <param name="starts">Whether the average begins here: it becomes w.</param>
    public void Begin(bool starts) => _rest = starts ? 1 : (float)(1 - momentum);

    public void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var average = _average.Pointer;
        var rest = TSimd.Broadcast(_rest);
        // Exactly w where nothing of the average is kept: a + (w - a) would round.
        var copy = _rest == 1;
        for (var i = start; i < end; i += TSimd.Width)
        {
            TVector a = TSimd.Load(average + i), w = TSimd.Load(step.Weights + i);
            TSimd.Store(copy ? w : TSimd.MultiplyAdd(TSimd.Subtract(w, a), rest, a), average + i);
        }
    }

    public void Dispose() => _average.Dispose();
}
