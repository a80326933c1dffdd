using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Penalties;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Managed;

/// <summary>The regularizers and constraints of the weights that training changes.</summary>
internal sealed unsafe class WeightPenalties : IDisposable
{
    private readonly List<(WeightSlot Slot, Penalty Penalty)> _penalties = [];
    private readonly List<(WeightSlot Slot, Rule Rule)> _rules = [];
    private readonly WeightGradients _gradients;
    private readonly Kernels _kernels;
    private readonly int _threads;
    private readonly NativeBuffer _values;
    private readonly NativeBuffer _gradient;

    /// <summary>Finds them.</summary>
    /// <param name="gradients">The weights with their gradients.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="threads">Threads used at most.</param>
    /// <param name="isFixed">Weights that nothing may change, so that no constraint does; null for none.</param>
    /// <exception cref="NotSupportedException">A regularizer or constraint does not suit its weight's shape.</exception>
    public WeightPenalties(WeightGradients gradients, Kernels kernels, int threads, Func<WeightSlot, bool>? isFixed = null)
    {
        (_gradients, _kernels, _threads) = (gradients, kernels, threads);
        foreach (var slot in gradients.Slots)
        {
            if (Penalty.Of(slot.Source) is { } penalty) _penalties.Add((slot, penalty));
            if (isFixed?.Invoke(slot) != true && Rule.Of(slot.Source) is { } rule) _rules.Add((slot, rule));
        }

        // Matrices in panels are laid out row-major where an order matters.
        long Longest(IEnumerable<WeightSlot> slots) => slots.Select(s => s.Matrix is null ? 0 : Math.Max(s.Count, s.Source.Shape.Count)).DefaultIfEmpty().Max();
        _values = new NativeBuffer(Longest(_penalties.Select(p => p.Slot).Concat(_rules.Select(r => r.Slot))));
        _gradient = new NativeBuffer(Longest(_penalties.Select(p => p.Slot)));
    }

    /// <summary>What the regularizers add to the loss.</summary>
    public double Value()
    {
        double sum = 0;
        foreach (var (slot, penalty) in _penalties)
        {
            var (rows, columns) = Size(slot);
            sum += penalty.Value(RowMajor(slot), rows, columns, _threads);
        }

        return sum;
    }

    /// <summary>Adds the regularizers' gradients to those of the weights.</summary>
    public void AddGradients()
    {
        foreach (var (slot, penalty) in _penalties)
        {
            var (rows, columns) = Size(slot);
            var gradient = _gradients.Of(slot).Pointer;
            if (slot.Matrix is null)
            {
                penalty.AddGradient(_kernels, slot.Values, gradient, rows, columns, 1, _threads);
                continue;
            }

            var logical = new Span<float>(_gradient.Pointer, (int)slot.Source.Shape.Count);
            slot.Read(gradient, logical);
            penalty.AddGradient(_kernels, RowMajor(slot), _gradient.Pointer, rows, columns, 1, _threads);
            slot.Write(logical, gradient);
        }
    }

    /// <summary>Has the constraints' way with the weights, after an update.</summary>
    public void Constrain()
    {
        foreach (var (slot, rule) in _rules)
        {
            var values = RowMajor(slot);
            rule.Apply(values);
            if (slot.Matrix is not null) slot.Write(new ReadOnlySpan<float>(values, (int)slot.Source.Shape.Count), slot.Values);
            slot.MarkChanged();
        }
    }

    public void Dispose()
    {
        _values.Dispose();
        _gradient.Dispose();
    }

    private static (nint Rows, nint Columns) Size(WeightSlot slot)
    {
        var shape = slot.Source.Shape;
        return shape.Rank == 0 ? (1, 1) : (shape[0], (nint)(shape.Count / shape[0]));
    }

    private float* RowMajor(WeightSlot slot)
    {
        if (slot.Matrix is null) return slot.Values;
        slot.Read(slot.Values, new Span<float>(_values.Pointer, (int)slot.Source.Shape.Count));
        return _values.Pointer;
    }
}
