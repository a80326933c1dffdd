using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Managed;

/// <summary>An executable's weights, each once, in the order in which layers asked for them.</summary>
internal sealed class WeightStore : IDisposable
{
    private readonly Dictionary<Weight, WeightSlot> _slots = [];
    private readonly List<WeightSlot> _order = [];

    public IReadOnlyList<WeightSlot> Slots => _order;

    /// <summary>The copy of a weight, made at the first request.</summary>
    public WeightSlot this[Weight weight]
    {
        get
        {
            if (_slots.TryGetValue(weight, out var slot)) return slot;
            slot = new WeightSlot(weight);
            _slots.Add(weight, slot);
            _order.Add(slot);
            return slot;
        }
    }

    /// <summary>The copy of a weight that may not exist.</summary>
    public WeightSlot? Find(Weight? weight) => weight is null ? null : this[weight];

    public void Dispose()
    {
        foreach (var slot in _order) slot.Dispose();
    }
}
