using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Operations;

/// <summary>How a value that is repeated along some dimensions lies in the full shape. Shapes are aligned at their ends; the batch is never repeated.</summary>
internal sealed unsafe class Broadcast
{
    private readonly nint _inner;
    private readonly bool _copies;
    private readonly (nint Size, nint Step)[] _outer;

    /// <summary>Compares the shapes.</summary>
    /// <param name="from">Shape of the value.</param>
    /// <param name="to">The full shape.</param>
    public Broadcast(Shape from, Shape to)
    {
        (Count, FullCount) = ((nint)from.Count, (nint)to.Count);
        // Neighbouring dimensions that are both repeated, or both not, are one.
        var merged = new List<(nint Size, nint Step)>();
        nint step = 1;
        for (var i = 1; i <= to.Rank; i++)
        {
            var (full, own) = (to[^i], i <= from.Rank ? from[^i] : 1);
            if (full == 1) continue;
            var repeats = own == 1;
            if (merged.Count > 0 && (merged[^1].Step == 0) == repeats) merged[^1] = (merged[^1].Size * full, merged[^1].Step);
            else merged.Add((full, repeats ? 0 : step));
            step *= own;
        }

        if (merged.Count == 0) merged.Add((1, 1));
        (_inner, _copies, _outer) = (merged[0].Size, merged[0].Step != 0, [.. merged.Skip(1)]);
        IsIdentity = Count == FullCount;
    }

    /// <summary>Whether nothing is repeated.</summary>
    public bool IsIdentity { get; }

    /// <summary>Values of one element of the batch.</summary>
    public nint Count { get; }

    /// <summary>Values of one element in the full shape.</summary>
    public nint FullCount { get; }

    /// <summary>Writes values start .. start + count - 1 of the full batch.</summary>
    /// <param name="x">The batch of values.</param>
    /// <param name="start">First value.</param>
    /// <param name="count">How many.</param>
    /// <param name="y">Where they go.</param>
    public void Expand(float* x, nint start, nint count, float* y)
    {
        while (count > 0)
        {
            var skipped = start % _inner;
            var run = (int)Math.Min(_inner - skipped, count);
            var source = x + Find(start);
            var target = new Span<float>(y, run);
            if (_copies) new ReadOnlySpan<float>(source + skipped, run).CopyTo(target);
            else target.Fill(*source);
            start += run;
            count -= run;
            y += run;
        }
    }

    /// <summary>The way back for one element of the batch: adds up what belongs to one value, in the order of the full shape and in float64.</summary>
    /// <param name="full">One element in the full shape.</param>
    /// <param name="sums">Scratch for <see cref="Count"/> float64.</param>
    /// <param name="target">The <see cref="Count"/> sums.</param>
    public void Reduce(float* full, double* sums, float* target)
    {
        new Span<double>(sums, (int)Count).Clear();
        for (nint start = 0; start < FullCount; start += _inner)
        {
            var to = sums + Find(start);
            if (_copies)
            {
                for (nint i = 0; i < _inner; i++) to[i] += full[start + i];
            }
            else
            {
                var sum = *to;
                for (nint i = 0; i < _inner; i++) sum += full[start + i];
                *to = sum;
            }
        }

        for (nint i = 0; i < Count; i++) target[i] = (float)sums[i];
    }

    /// <summary>Where the run of values that holds a full index begins.</summary>
    private nint Find(nint index)
    {
        index /= _inner;
        nint offset = 0;
        foreach (var (size, step) in _outer)
        {
            offset += index % size * step;
            index /= size;
        }

        return offset + index * Count;
    }
}
