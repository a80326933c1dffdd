using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras;

/// <summary>
/// One weight of a layer: a named float32 tensor in Keras's layout (Conv2D kernels height, width, in, out). Its values are drawn
/// from the initializer when they are first asked for, so that a big model costs nothing until it is used or loaded.
/// </summary>
public sealed class Weight
{
    private readonly Layer _owner;
    private readonly Lock _lock = new();
    private float[]? _values;
    private long _seed;

    internal Weight(Layer owner, string name, Shape shape, Initializer initializer, bool trainable)
    {
        (_owner, Name, Shape, Initializer, Trainable) = (owner, name, shape, initializer, trainable);
        if (shape.Aggregate(1.0, (product, d) => product * d) > Array.MaxLength)
            throw new ArgumentException($"The weight {name} of shape {shape} has more than {Array.MaxLength} elements.");
    }

    /// <summary>The layer it belongs to.</summary>
    internal Layer Owner => _owner;

    /// <summary>Keras's short name: <c>kernel</c>, <c>bias</c>, <c>gamma</c>, <c>moving_mean</c> ...</summary>
    public string Name { get; }

    /// <summary>Name with the layer's, e.g. <c>block1_conv1/kernel</c>.</summary>
    public string Path => $"{_owner.Name}/{Name}";

    /// <summary>The whole shape.</summary>
    public Shape Shape { get; }

    /// <summary>How new values are drawn.</summary>
    public Initializer Initializer { get; }

    /// <summary>False for statistics such as <c>moving_mean</c>, which no optimizer changes. Frozen layers are another matter: see <see cref="Layer.Trainable"/>.</summary>
    public bool Trainable { get; }

    /// <summary>The penalty that training adds to the loss; null for none.</summary>
    public Regularizer? Regularizer { get; internal init; }

    /// <summary>What the values are made to obey after each step of training; null for nothing.</summary>
    public Constraint? Constraint { get; internal init; }

    /// <summary>Counts changes: an engine that holds a copy sees by it that the copy is old.</summary>
    public int Version { get; private set; }

    /// <summary>The values, row-major; drawn from the initializer at first use.</summary>
    public ReadOnlySpan<float> Values
    {
        get
        {
            if (Volatile.Read(ref _values) is { } values) return values;
            lock (_lock)
            {
                if (_values is null)
                {
                    var fresh = GC.AllocateUninitializedArray<float>((int)Shape.Count);
                    Initializer.Fill(fresh, Shape, new RandomStream(_seed, Path));
                    Volatile.Write(ref _values, fresh);
                }

                return _values;
            }
        }
    }

    /// <summary>Replaces the values.</summary>
    /// <param name="values">As many as <see cref="Shape"/> has elements.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public void SetValues(ReadOnlySpan<float> values)
    {
        if (values.Length != Shape.Count)
            throw new ArgumentException($"The weight {Path} of shape {Shape} takes {Shape.Count} values, not {values.Length}.", nameof(values));
        Adopt(values.ToArray()); // a new array: spans handed out earlier keep what they showed
    }

    /// <summary>The values as memory, for writing files.</summary>
    internal ReadOnlyMemory<float> Memory
    {
        get
        {
            _ = Values;
            return _values!;
        }
    }

    /// <summary>Replaces the values by an array of the right length that nobody else keeps.</summary>
    internal void Adopt(float[] values)
    {
        lock (_lock)
        {
            Volatile.Write(ref _values, values);
            Version++;
        }
    }

    /// <summary>Forgets the values: the next use draws new ones from the initializer.</summary>
    /// <param name="seed">Seed of the weight's stream.</param>
    internal void Reset(long seed)
    {
        lock (_lock)
        {
            _seed = seed;
            _values = null;
            Version++;
        }
    }
}
