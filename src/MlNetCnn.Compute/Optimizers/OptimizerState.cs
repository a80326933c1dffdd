using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// What an optimizer keeps about one weight, and its update rule. A step begins once; then any ranges that make up the weight are updated, in any order and on any
/// thread.
/// </summary>
internal abstract unsafe class OptimizerState : IDisposable, IVectorRule<OptimizerStep>
{
    private readonly List<OptimizerSlot> _slots = [];

    /// <summary>All that the state is made of, besides the count of steps.</summary>
    public IReadOnlyList<OptimizerSlot> Slots => _slots;

    /// <summary>Prepares a step: what all its values share.</summary>
    /// <param name="learningRate">The weight's rate now.</param>
    /// <param name="number">Counts updates from 1.</param>
    public abstract void Begin(double learningRate, long number);

    /// <summary>Updates values start .. end - 1 of the weight; reads and writes nothing outside of them.</summary>
    /// <param name="step">The weight and its gradient.</param>
    /// <param name="start">First value.</param>
    /// <param name="end">End, a multiple of the vector's width from the start.</param>
    public abstract void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;

    public void Dispose()
    {
        foreach (var slot in _slots) slot.Buffer.Dispose();
    }

    /// <summary>Adds a slot.</summary>
    /// <param name="name">Keras's name.</param>
    /// <param name="count">Values.</param>
    /// <param name="group">See <see cref="OptimizerSlot.Group"/>.</param>
    /// <param name="initial">What all values start with.</param>
    /// <returns>The values, which live as long as the state.</returns>
    protected float* AddSlot(string name, int count, int group = 0, float initial = 0)
    {
        var buffer = new NativeBuffer(count);
        if (initial != 0) buffer.Span.Fill(initial);
        _slots.Add(new(name, group, buffer));
        return buffer.Pointer;
    }
}
