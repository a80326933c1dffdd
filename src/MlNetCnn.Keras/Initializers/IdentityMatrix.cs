using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Initializers;

/// <summary>The identity matrix times <see cref="Gain"/>, for weights of two dimensions (<c>keras.initializers.Identity</c>).</summary>
/// <param name="gain">The numbers on the diagonal. Default 1.</param>
[KerasName("Identity", "IdentityInitializer", "identity")]
public sealed class IdentityMatrix(double gain = 1) : Initializer
{
    /// <inheritdoc/>
    public override string ClassName => "Identity";

    /// <summary>The numbers on the diagonal.</summary>
    public double Gain { get; } = gain;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The weight has not two dimensions.</exception>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        if (shape.Rank != 2) throw new ArgumentException($"The initializer Identity fills weights of two dimensions, not {shape}.", nameof(shape));
        values.Clear();
        for (var i = 0; i < Math.Min(shape[0], shape[1]); i++) values[i * shape[1] + i] = (float)Gain;
    }

    internal static IdentityMatrix FromConfig(ConfigReader config) => new(config.GetDouble("gain", 1));

    internal override void WriteConfig(ConfigWriter config) => config.Write("gain", Gain);
}
