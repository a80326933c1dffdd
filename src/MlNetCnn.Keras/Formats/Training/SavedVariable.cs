namespace MlNetCnn.Keras;

/// <summary>One variable of an optimizer, as a model file holds it: a count, a rate, or an array in the shape of a weight.</summary>
public sealed class SavedVariable
{
    /// <summary>An array.</summary>
    /// <param name="name">Its name in the file; in a .keras file, which has no names, its number.</param>
    /// <param name="shape">Its shape; not empty.</param>
    /// <param name="values">The values, row-major. They are not copied.</param>
    /// <exception cref="ArgumentException">There are not as many values as the shape has.</exception>
    public SavedVariable(string name, IReadOnlyList<int> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        long count = 1;
        foreach (var side in shape) count *= side;
        if (shape.Count == 0 || count != values.Length)
            throw new ArgumentException($"The variable '{name}' of shape ({string.Join(", ", shape)}) has {values.Length} values; a single number has a constructor of its own.", nameof(values));
        (Name, Shape, Values) = (name, [.. shape], values);
    }

    /// <summary>A count, e.g. of steps.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="integer">The count.</param>
    public SavedVariable(string name, long integer)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, Shape, Values, Integer, Number) = (name, [], [integer], integer, integer);
    }

    /// <summary>A single number, e.g. a learning rate.</summary>
    /// <param name="name">Its name in the file.</param>
    /// <param name="number">The number. It is saved in single precision where that holds it exactly, as Keras does, else in double.</param>
    public SavedVariable(string name, double number)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, Shape, Values, Number) = (name, [], [(float)number], number);
    }

    /// <summary>Its name in the file, e.g. <c>adam/sequential_conv2d_kernel_momentum</c> or <c>Adam/m/conv2d/kernel:0</c>; in a .keras file, which has no names, its number.</summary>
    public string Name { get; }

    /// <summary>Its shape; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The values, row-major; a single number rounded to single precision.</summary>
    public float[] Values { get; }

    /// <summary>A single integer; null for anything else.</summary>
    public long? Integer { get; }

    /// <summary>A single number, exactly, integers too; null for arrays.</summary>
    public double? Number { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({string.Join(", ", Shape)})";
}
