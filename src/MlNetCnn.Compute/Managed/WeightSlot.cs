using System.Runtime.InteropServices;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// An executable's own copy of a weight: as it is, or as a matrix in panels, the way in which products read it, so that no second copy is needed and training
/// changes what the next forward pass reads.
/// </summary>
internal sealed unsafe class WeightSlot : IDisposable
{
    private readonly NativeBuffer _values;
    private (int Mine, int Source) _agreed;

    /// <summary>Copies a weight.</summary>
    /// <param name="source">The model's weight.</param>
    /// <param name="panelColumns">Columns of a panel, for a matrix (all but the last axis are rows) in panels; 0 for row-major order.</param>
    public WeightSlot(Weight source, int panelColumns = 0)
    {
        Source = source;
        PanelColumns = panelColumns;
        var columns = panelColumns == 0 ? 1 : source.Shape[^1];
        var rows = (int)(source.Shape.Count / columns);
        _values = new NativeBuffer(panelColumns == 0 ? source.Shape.Count : PackedMatrix.Length(rows, columns, panelColumns));
        if (panelColumns != 0) Matrix = new PackedMatrix(_values.Pointer, rows, columns, panelColumns);
        Load();
    }

    /// <summary>The model's weight.</summary>
    public Weight Source { get; }

    /// <summary>The values as panels; null when they lie row-major.</summary>
    public PackedMatrix? Matrix { get; }

    /// <summary>Columns of a panel; 0 when the values lie row-major.</summary>
    public int PanelColumns { get; }

    /// <summary>The values in the slot's own order, with the padding of panels (which is 0 and stays so).</summary>
    public float* Values => _values.Pointer;

    /// <summary>The values in the slot's own order.</summary>
    public ReadOnlySpan<float> Span => _values.Span;

    /// <summary>Number of values, with the padding of panels.</summary>
    public int Count => (int)_values.Length;

    /// <summary>Counts changes of the values; packed forms remember which they were made from.</summary>
    public int Version { get; private set; }

    /// <summary>Takes the model's values.</summary>
    public void Load()
    {
        var source = Source.Version;
        Write(Source.Values, Values);
        Version++;
        _agreed = (Version, source);
    }

    /// <summary>Gives the model the values, unless it has the very same bits. Costs nothing where neither side has changed since the two last agreed.</summary>
    public void Store()
    {
        if (_agreed == (Version, Source.Version)) return;
        var values = new float[Source.Shape.Count];
        Read(Values, values);
        // As bits: 0 and -0 are equal numbers, and a run that goes on from a file must go on from the same bits.
        if (!MemoryMarshal.AsBytes(Source.Values).SequenceEqual(MemoryMarshal.AsBytes<float>(values))) Source.SetValues(values);
        _agreed = (Version, Source.Version);
    }

    /// <summary>Lays row-major values into the slot's own order.</summary>
    /// <param name="values">As many as the weight has.</param>
    /// <param name="target">Room for <see cref="Count"/>.</param>
    public void Write(ReadOnlySpan<float> values, float* target)
    {
        if (Matrix is null)
        {
            values.CopyTo(new Span<float>(target, Count));
            return;
        }

        fixed (float* source = values) View(target).Pack(source, Matrix.Columns, 1);
    }

    /// <summary>Lays values that are in the slot's own order (the weight, its gradient, an optimizer's state of it) out row-major.</summary>
    /// <param name="source"><see cref="Count"/> values.</param>
    /// <param name="target">As many as the weight has.</param>
    public void Read(float* source, Span<float> target)
    {
        if (Matrix is null) new ReadOnlySpan<float>(source, Count).CopyTo(target);
        else View(source).Unpack(target);
    }

    /// <summary>Says that the values were changed in place.</summary>
    public void MarkChanged() => Version++;

    public void Dispose() => _values.Dispose();

    private PackedMatrix View(float* values) => new(values, Matrix!.Depth, Matrix.Columns, PanelColumns);
}
