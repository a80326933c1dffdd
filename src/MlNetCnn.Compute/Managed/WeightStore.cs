using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Managed;

/// <summary>An executable's weights, each once, in the order in which layers asked for them.</summary>
internal sealed class WeightStore : IDisposable
{
    private readonly Dictionary<Weight, WeightSlot> _slots = [];
    private readonly List<WeightSlot> _order = [];

    public IReadOnlyList<WeightSlot> Slots => _order;

    /// <summary>The copy of a weight, row-major, made at the first request.</summary>
    public WeightSlot this[Weight weight] => Find(weight, 0);

    /// <summary>The copy of a weight that may not exist.</summary>
    public WeightSlot? Find(Weight? weight) => weight is null ? null : this[weight];

    /// <summary>The copy of a matrix, in panels.</summary>
    /// <param name="weight">The weight: the last axis are the columns.</param>
    /// <param name="panelColumns">Columns of a panel.</param>
    public WeightSlot Panels(Weight weight, int panelColumns) => Find(weight, panelColumns);

    /// <summary>The present values of a weight in its slot's order; empty for a weight that no operation asked for.</summary>
    public ReadOnlySpan<float> ValuesOf(Weight weight) => _slots.TryGetValue(weight, out var slot) ? slot.Span : [];

    /// <summary>The copy of a weight that an operation asked for; null for others.</summary>
    public WeightSlot? Known(Weight weight) => _slots.GetValueOrDefault(weight);

    public void Dispose()
    {
        foreach (var slot in _order) slot.Dispose();
    }

    private WeightSlot Find(Weight weight, int panelColumns)
    {
        if (_slots.TryGetValue(weight, out var slot))
            return slot.PanelColumns == panelColumns ? slot : throw new InvalidOperationException($"The weight '{weight.Path}' is stored in panels of {slot.PanelColumns} columns, not {panelColumns}.");
        slot = new WeightSlot(weight, panelColumns);
        _slots.Add(weight, slot);
        _order.Add(slot);
        return slot;
    }
}
