using MlNetCnn.Keras;

namespace MlNetCnn.Compute;

/// <summary>A batch of activations: float32, channels last, row-major, as it crosses an engine's boundary.</summary>
public sealed class Tensor
{
    /// <summary>Wraps values without copying.</summary>
    /// <param name="batch">Number of elements, at least 0.</param>
    /// <param name="shape">Shape of one element; must be known.</param>
    /// <param name="values"><paramref name="batch"/> times the shape's count of values.</param>
    /// <exception cref="ArgumentException">The number of values is another.</exception>
    public Tensor(int batch, Shape shape, Memory<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        if (values.Length != batch * shape.Count)
            throw new ArgumentException($"A batch of {batch} of shape {shape} has {batch * shape.Count} values, not {values.Length}.", nameof(values));
        (Batch, Shape, Values) = (batch, shape, values);
    }

    /// <summary>Makes a batch of zeros.</summary>
    /// <param name="batch">Number of elements.</param>
    /// <param name="shape">Shape of one element.</param>
    public Tensor(int batch, Shape shape)
        : this(batch, shape, new float[checked((int)(batch * shape.Count))]) { }

    /// <summary>Number of elements.</summary>
    public int Batch { get; }

    /// <summary>Shape of one element.</summary>
    public Shape Shape { get; }

    /// <summary>All values, element after element.</summary>
    public Memory<float> Values { get; }

    /// <summary>All values, element after element.</summary>
    public Span<float> Span => Values.Span;

    /// <summary>The values of one element.</summary>
    public Span<float> this[int element]
    {
        get
        {
            var count = (int)Shape.Count;
            return Values.Span.Slice(element * count, count);
        }
    }

    /// <summary>The shape with the batch, e.g. <c>(20, 150, 150, 3)</c>.</summary>
    public override string ToString() => new Shape([Batch, .. Shape]).ToString();
}
