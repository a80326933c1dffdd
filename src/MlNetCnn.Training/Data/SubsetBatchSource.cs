using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>Some examples of another source, e.g. one side of a <see cref="DataSplit"/>. Nothing is copied but the indices.</summary>
public sealed class SubsetBatchSource : IBatchSource
{
    private readonly IBatchSource _source;
    private readonly int[] _indices;

    /// <summary>Takes examples of a source.</summary>
    /// <param name="source">The whole.</param>
    /// <param name="indices">Which examples, in the order they are to be numbered here; an index may occur more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the source.</exception>
    public SubsetBatchSource(IBatchSource source, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var index in indices)
            if ((uint)index >= (uint)source.Count)
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"The source has {source.Count} examples, numbered from 0.");
        _source = source;
        _indices = indices.ToArray();
    }

    /// <summary>What it is made around.</summary>
    internal IBatchSource Source => _source;

    /// <inheritdoc/>
    public int Count => _indices.Length;

    /// <inheritdoc/>
    public Shape InputShape => _source.InputShape;

    /// <inheritdoc/>
    public Shape TargetShape => _source.TargetShape;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside 0 .. <see cref="Count"/> - 1.</exception>
    public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
    {
        var mapped = new int[indices.Length];
        for (var i = 0; i < mapped.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(indices), indices[i], $"There are {Count} examples, numbered from 0.");
            mapped[i] = _indices[indices[i]];
        }

        _source.Fill(epoch, mapped, inputs, targets, weights, cancellation);
    }
}
