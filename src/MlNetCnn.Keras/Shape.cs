using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace MlNetCnn.Keras;

/// <summary>
/// The dimensions of a tensor, slowest first. The shape of an activation leaves out the batch dimension (a 150x150 RGB picture
/// is <c>[150, 150, 3]</c>); the shape of a weight is its whole shape. A dimension may be <see cref="Unknown"/>, Keras's <c>None</c>.
/// </summary>
/// <remarks>A collection expression makes one: <c>Shape shape = [150, 150, 3];</c>.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    /// <summary>A dimension that is only known when data arrives; printed <c>None</c> as in Keras.</summary>
    public const int Unknown = -1;

    private readonly ImmutableArray<int> _dimensions;

    /// <summary>Makes a shape.</summary>
    /// <param name="dimensions">Each at least 0, or <see cref="Unknown"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is below -1.</exception>
    public Shape(params ReadOnlySpan<int> dimensions)
    {
        foreach (var d in dimensions)
            ArgumentOutOfRangeException.ThrowIfLessThan(d, Unknown, nameof(dimensions));
        _dimensions = [.. dimensions];
    }

    /// <summary>Number of dimensions, without the batch.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>The dimension at <paramref name="index"/>, or <see cref="Unknown"/>.</summary>
    public int this[int index] => Dimensions[index];

    /// <summary>The dimension counted from the end or the start.</summary>
    public int this[Index index] => Dimensions[index.GetOffset(Rank)];

    /// <summary>Whether no dimension is <see cref="Unknown"/>.</summary>
    public bool IsKnown => !Dimensions.Contains(Unknown);

    /// <summary>Product of the dimensions: the number of values of one element of the batch, or of a weight. 1 for rank 0.</summary>
    /// <exception cref="InvalidOperationException">A dimension is unknown.</exception>
    public long Count
    {
        get
        {
            if (!IsKnown) throw new InvalidOperationException($"The shape {this} has an unknown dimension, so it has no number of elements.");
            long count = 1;
            foreach (var d in Dimensions) count = checked(count * d);
            return count;
        }
    }

    int IReadOnlyCollection<int>.Count => Rank;

    private ImmutableArray<int> Dimensions => _dimensions.IsDefault ? [] : _dimensions;

    /// <summary>Whether two shapes have the same dimensions.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Makes a shape; what collection expressions call.</summary>
    public static Shape Create(ReadOnlySpan<int> dimensions) => new(dimensions);

    /// <summary>Whether data of shape <paramref name="actual"/> fits: same rank, and equal wherever this shape is known.</summary>
    public bool Accepts(Shape actual)
    {
        if (Rank != actual.Rank) return false;
        for (var i = 0; i < Rank; i++)
            if (this[i] != Unknown && actual[i] != Unknown && this[i] != actual[i]) return false;
        return true;
    }

    /// <summary>The dimensions as an array.</summary>
    public int[] ToArray() => [.. Dimensions];

    /// <summary>As Keras prints an activation's shape: with the batch first, <c>(None, 150, 150, 3)</c>.</summary>
    public string ToBatchString() => Rank == 0 ? "(None,)" : "(None, " + Join() + ")";

    /// <summary>As Python prints a tuple: <c>(3, 3, 64)</c>, <c>(64,)</c>, <c>()</c>.</summary>
    public override string ToString() => Rank == 1 ? $"({Join()},)" : $"({Join()})";

    /// <inheritdoc/>
    public bool Equals(Shape other) => Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var d in Dimensions) hash.Add(d);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Join() => string.Join(", ", Dimensions.Select(d => d == Unknown ? "None" : d.ToString(CultureInfo.InvariantCulture)));
}
