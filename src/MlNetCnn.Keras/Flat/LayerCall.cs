using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Flat;

/// <summary>One call of a layer in a model whose nested models have been laid open.</summary>
/// <param name="Layer">The layer; never a model or an input layer.</param>
/// <param name="Path">Its name, with those of the models that it lies in.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Output">What it makes.</param>
public sealed record LayerCall(Layer Layer, string Path, GraphValue[] Inputs, GraphValue Output)
{
    /// <summary>How much of the layer the call is.</summary>
    public LayerPart Part { get; init; }

    /// <summary>The activation that the call ends with.</summary>
    public ActivationFunction Activation => Part == LayerPart.BeforeActivation ? Activations.Linear : ActivationOf(Layer);

    /// <summary>Whether it works on every value by itself, or on rows of the last axis: an activation alone.</summary>
    public bool IsActivation => Part == LayerPart.Activation || Layer is Activation;

    /// <summary>The channels' dimension of a layer that has them elsewhere than last; null for all others.</summary>
    internal int? ChannelAxis
    {
        get
        {
            if (Part == LayerPart.Activation) return null;
            var rank = Inputs[0].Shape.Rank;
            var axis = Layer switch
            {
                IHasDataFormat { DataFormat: DataFormat.ChannelsFirst } when rank > 1 => 0,
                IHasChannelAxis layer => layer.AxisIn(rank),
                _ => rank - 1,
            };
            return axis == rank - 1 ? null : axis;
        }
    }

    /// <summary>Whether the order of values means nothing to it, so that it can work on inputs of one shape whose axes are turned alike.</summary>
    internal bool IsOrderless => IsActivation
        ? !RunsOverRows(Activation)
        : Layer is ReLU or LeakyReLU or ELU or Dropout { NoiseShape: null } or AlphaDropout or GaussianNoise or Identity or Rescaling { Scales.Count: 1, Offsets.Count: 1 }
            or Add or Subtract or Multiply or Average or Maximum or Minimum;

    /// <summary>Whether a function runs over the last axis instead of value by value.</summary>
    internal static bool RunsOverRows(ActivationFunction activation) => activation.Name is "softmax" or "log_softmax" or "sparsemax";

    private static ActivationFunction ActivationOf(Layer layer) => layer switch
    {
        Activation l => l.Function,
        Softmax => Activations.Softmax,
        Dense l => l.Activation,
        Conv2D l => l.Activation,
        DepthwiseConv2D l => l.Activation,
        SeparableConv2D l => l.Activation,
        Conv2DTranspose l => l.Activation,
        _ => Activations.Linear,
    };
}
