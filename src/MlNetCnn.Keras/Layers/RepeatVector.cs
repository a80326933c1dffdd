using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Repeats a vector: (features,) becomes (n, features) (<c>keras.layers.RepeatVector</c>).</summary>
[KerasName("RepeatVector")]
public sealed class RepeatVector : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="n">How often.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is not positive.</exception>
    public RepeatVector(int n, string? name = null)
        : base(name)
    {
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, "A vector is repeated at least once.");
        N = n;
    }

    /// <summary>How often.</summary>
    public int N { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => [N, Single(inputs, rank: 1)[0]];

    internal static RepeatVector FromConfig(ConfigReader config) => new(config.RequireInt32("n"), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => config.Write("n", N);
}
