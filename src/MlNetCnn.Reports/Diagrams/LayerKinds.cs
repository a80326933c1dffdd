using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Reports;

/// <summary>What layers do, by their classes: new ones are told by their names, as far as these say it.</summary>
internal static class LayerKinds
{
    private static readonly HashSet<string> Activations = ["Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "ThresholdedReLU"];
    private static readonly HashSet<string> Merges = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"];
    private static readonly HashSet<string> Preparations = ["Rescaling", "Resizing", "CenterCrop", "Normalization"];

    public static DiagramKind Of(Layer layer)
    {
        var name = layer.ClassName;
        return layer switch
        {
            InputLayer => DiagramKind.Input,
            Model => DiagramKind.Model,
            _ when Merges.Contains(name) => DiagramKind.Merge,
            _ when Activations.Contains(name) => DiagramKind.Activation,
            _ when Preparations.Contains(name) || (name.StartsWith("Random", StringComparison.Ordinal) && layer.Weights.Count == 0) => DiagramKind.Preprocessing,
            _ when Has("Conv") => DiagramKind.Convolution,
            _ when Has("Pooling") => DiagramKind.Pooling,
            _ when Has("Normalization") => DiagramKind.Normalization,
            _ when Has("Dropout") || Has("Noise") || Has("Regularization") => DiagramKind.Regularization,
            _ when Has("Dense") => DiagramKind.Dense,
            _ when Has("Flatten") || Has("Reshape") || Has("Permute") || Has("Padding") || Has("Cropping") || Has("UpSampling") || Has("RepeatVector") => DiagramKind.Reshaping,
            _ => DiagramKind.Other,
        };

        bool Has(string part) => name.Contains(part, StringComparison.Ordinal);
    }

    /// <summary>The class with what its window or rate is, where it has one: <c>Conv2D 3x3 / 2</c>, the stride last where it is not 1 (for pooling, not the window's).</summary>
    public static string Describe(Layer layer) => layer switch
    {
        Conv2D conv => conv.ClassName + Window(conv.KernelSize, conv.Strides, 1),
        DepthwiseConv2D conv => conv.ClassName + Window(conv.KernelSize, conv.Strides, 1),
        SeparableConv2D conv => conv.ClassName + Window(conv.KernelSize, conv.Strides, 1),
        Conv2DTranspose conv => conv.ClassName + Window(conv.KernelSize, conv.Strides, 1),
        Pooling2D pool => pool.ClassName + Window(pool.PoolSize, pool.Strides, pool.PoolSize),
        Dropout drop => string.Create(CultureInfo.InvariantCulture, $"{drop.ClassName} {drop.Rate:0.###}"),
        _ => layer.ClassName,
    };

    private static string Window(Size2D size, Size2D strides, Size2D usual) => strides == usual ? $" {Text(size, "x")}" : $" {Text(size, "x")} / {(strides.Height == strides.Width ? Number(strides.Height) : Text(strides, "x"))}";

    private static string Text(Size2D size, string between) => Number(size.Height) + between + Number(size.Width);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
