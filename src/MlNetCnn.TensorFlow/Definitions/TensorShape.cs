namespace MlNetCnn.TensorFlow;

/// <summary>Shape of a TensorFlow tensor, with its batch dimension: each dimension is a size or -1 for unknown.</summary>
public sealed class TensorShape : IEquatable<TensorShape>
{
    private readonly int[]? _dimensions;

    private TensorShape() { }

    /// <summary>Makes a shape of known rank.</summary>
    /// <param name="dimensions">Sizes, -1 for unknown; none for a scalar.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below -1.</exception>
    public TensorShape(params ReadOnlySpan<int> dimensions)
    {
        foreach (var size in dimensions) ArgumentOutOfRangeException.ThrowIfLessThan(size, -1, nameof(dimensions));
        _dimensions = dimensions.ToArray();
    }

    /// <summary>The shape of which not even the rank is known.</summary>
    public static TensorShape Unknown { get; } = new();

    /// <summary>The shape of a single value.</summary>
    public static TensorShape Scalar { get; } = new([]);

    /// <summary>Whether the number of dimensions is known.</summary>
    public bool HasRank => _dimensions is not null;

    /// <summary>Number of dimensions.</summary>
    /// <exception cref="InvalidOperationException">It is not known.</exception>
    public int Rank => Known.Length;

    /// <summary>Sizes, -1 for unknown.</summary>
    /// <exception cref="InvalidOperationException">Not even their number is known.</exception>
    public IReadOnlyList<int> Dimensions => Known;

    /// <summary>Whether all sizes are known.</summary>
    public bool IsKnown => _dimensions is not null && !_dimensions.Contains(-1);

    /// <summary>Number of values, or -1 where a size is not known.</summary>
    public long Count => IsKnown ? Known.Aggregate(1L, (product, size) => checked(product * size)) : -1;

    /// <summary>A size, -1 for unknown.</summary>
    /// <param name="index">Which dimension; <c>^1</c> for the last.</param>
    public int this[Index index] => Known[index];

    private int[] Known => _dimensions ?? throw new InvalidOperationException("The shape's rank is not known.");

    /// <inheritdoc/>
    public bool Equals(TensorShape? other) => other is not null && HasRank == other.HasRank && (_dimensions ?? []).AsSpan().SequenceEqual(other._dimensions ?? []);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    /// <inheritdoc/>
    public override int GetHashCode() => _dimensions is null ? -1 : _dimensions.Aggregate(17, (hash, size) => hash * 31 + size);

    /// <summary>E.g. <c>[?,150,150,3]</c>.</summary>
    public override string ToString() => _dimensions is null ? "<unknown>" : $"[{string.Join(",", _dimensions.Select(d => d < 0 ? "?" : $"{d}"))}]";
}
