using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Applies an activation function (<c>keras.layers.Activation</c>).</summary>
[KerasName("Activation")]
public sealed class Activation : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="activation">The function, or its name.</param>
    /// <param name="name">Null to be named by the model.</param>
    public Activation(ActivationFunction activation, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Function = activation;
    }

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; }

    internal static Activation FromConfig(ConfigReader config) => new(config.GetActivation("activation"), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => config.Write("activation", Function);
}
