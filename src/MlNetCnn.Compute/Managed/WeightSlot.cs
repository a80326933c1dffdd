using MlNetCnn.Compute.Memory;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Managed;

/// <summary>An executable's own copy of a weight.</summary>
internal sealed unsafe class WeightSlot : IDisposable
{
    private readonly NativeBuffer _values;

    public WeightSlot(Weight source)
    {
        Source = source;
        _values = new NativeBuffer(source.Shape.Count);
        Load();
    }

    /// <summary>The model's weight.</summary>
    public Weight Source { get; }

    public float* Values => _values.Pointer;

    public ReadOnlySpan<float> Span => _values.Span;

    public int Count => (int)_values.Length;

    /// <summary>Counts changes of the values; packed forms remember which they were made from.</summary>
    public int Version { get; private set; }

    /// <summary>Takes the model's values.</summary>
    public void Load()
    {
        Source.Values.CopyTo(_values.Span);
        Version++;
    }

    /// <summary>Says that the values were changed in place.</summary>
    public void MarkChanged() => Version++;

    public void Dispose() => _values.Dispose();
}
