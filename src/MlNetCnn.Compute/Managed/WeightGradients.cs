using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Managed;

/// <summary>Gradients by weights, in the order of their slots. A layer that is called several times has a part per call, which are added up in the order of the calls.</summary>
internal sealed unsafe class WeightGradients : IDisposable
{
    private readonly List<WeightSlot> _slots = [];
    private readonly List<List<(Step Step, int Index)>> _uses = [];
    private readonly Dictionary<(Step, int), NativeBuffer> _buffers = [];
    private readonly Dictionary<WeightSlot, RangeUpdate> _updates = [];

    /// <summary>The weights, in the order of their first use.</summary>
    public IReadOnlyList<WeightSlot> Slots => _slots;

    /// <summary>Takes in a step's weights.</summary>
    public void Add(Step step)
    {
        var slots = step.Operation.Trainables;
        for (var i = 0; i < slots.Count; i++)
        {
            var known = _slots.IndexOf(slots[i]);
            if (known < 0)
            {
                known = _slots.Count;
                _slots.Add(slots[i]);
                _uses.Add([]);
            }

            _uses[known].Add((step, i));
        }
    }

    /// <summary>Whether a weight's gradient can be used piece by piece instead of being stored: it has one use, by an operation that updates in passing.</summary>
    public bool CanUpdateInPassing(WeightSlot slot) => _uses[_slots.IndexOf(slot)] is [(var step, 0)] && step.Operation.CanUpdateInPassing;

    /// <summary>Has a weight updated in passing.</summary>
    public void UpdateInPassing(WeightSlot slot, RangeUpdate update) => _updates.Add(slot, update);

    /// <summary>The update in passing of a step's first weight; null where its gradient is stored.</summary>
    public RangeUpdate? UpdateInPassing(Step step) => step.Operation.Trainables is [var first, ..] ? _updates.GetValueOrDefault(first) : null;

    /// <summary>The stored gradient of a weight, complete after <see cref="AddUp"/>; not for one that is updated in passing.</summary>
    public NativeBuffer Of(WeightSlot slot)
    {
        var (step, index) = _uses[_slots.IndexOf(slot)][0];
        return Buffer(step, index);
    }

    /// <summary>Where a step writes.</summary>
    public float*[] Pointers(Step step)
    {
        var slots = step.Operation.Trainables;
        var pointers = new float*[slots.Count];
        for (var i = 0; i < pointers.Length; i++) pointers[i] = _updates.ContainsKey(slots[i]) ? null : Buffer(step, i).Pointer;
        return pointers;
    }

    /// <summary>Adds the parts of weights with several uses.</summary>
    public void AddUp(Kernels kernels)
    {
        for (var s = 0; s < _slots.Count; s++)
        {
            if (_uses[s].Count == 1) continue;
            var sum = Buffer(_uses[s][0].Step, _uses[s][0].Index).Pointer;
            foreach (var (step, index) in _uses[s].Skip(1)) kernels.Vectors.Add(sum, Buffer(step, index).Pointer, sum, _slots[s].Count);
        }
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers.Values) buffer.Dispose();
    }

    private NativeBuffer Buffer(Step step, int index)
    {
        if (!_buffers.TryGetValue((step, index), out var buffer)) _buffers.Add((step, index), buffer = new NativeBuffer(step.Operation.Trainables[index].Count));
        return buffer;
    }
}
