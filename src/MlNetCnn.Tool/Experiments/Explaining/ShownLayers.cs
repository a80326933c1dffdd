using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>Which layers of a network are worth looking at.</summary>
internal static class ShownLayers
{
    /// <summary>
    /// The layers whose outputs show what a network sees: convolutions with their activation function, activations that stand by themselves, and poolings, where there are positions
    /// left. Of a network without any of these, its convolutions.
    /// </summary>
    public static IReadOnlyList<FeatureLayer> Of(ExplainedModel model)
    {
        FeatureLayer[] spatial = [.. model.Layers.Where(l => l.IsSpatial && l.Height * l.Width > 1)];
        FeatureLayer[] shown = [.. spatial.Where(l => IsActivated(l.Layer) || l.Layer is MaxPooling2D or AveragePooling2D)];
        return shown.Length > 0 ? shown : [.. spatial.Where(l => IsConvolution(l.Layer))];
    }

    /// <summary>The convolutions, first to last.</summary>
    public static IReadOnlyList<FeatureLayer> Convolutions(ExplainedModel model) => [.. model.Layers.Where(l => l.IsSpatial && IsConvolution(l.Layer))];

    private static bool IsConvolution(Layer layer) => layer is Conv2D or DepthwiseConv2D or SeparableConv2D or Conv2DTranspose;

    private static bool IsActivated(Layer layer) => layer switch
    {
        Conv2D c => c.Activation != Keras.Activations.Linear,
        DepthwiseConv2D c => c.Activation != Keras.Activations.Linear,
        SeparableConv2D c => c.Activation != Keras.Activations.Linear,
        Conv2DTranspose c => c.Activation != Keras.Activations.Linear,
        Activation a => a.Function != Keras.Activations.Linear && a.Function != Keras.Activations.Softmax,
        ReLU or LeakyReLU or PReLU or ELU => true,
        _ => false,
    };
}
