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
