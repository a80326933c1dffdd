using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests;

/// <summary>Applications with the weights that Reference/make_applications.py gives them.</summary>
internal static class ApplicationNumbers
{
    /// <summary>The application of that name with ten classes, for pictures of the given height and width.</summary>
    public static Model Make(string name, int height, int width)
    {
        var model = Applications.ByName(name).Create(inputShape: [height, width, 3], classes: 10);
        var intoAdd = model.Calls.Where(c => c.Layer is Add).SelectMany(c => c.Inputs.Select(i => i.Layer)).ToHashSet();
        var seed = 100;
        foreach (var layer in model.Layers)
            foreach (var weight in layer.Weights)
            {
                var (scale, offset) = Range(layer, weight, intoAdd.Contains(layer));
                var values = ConformanceNumbers.Of(weight.Shape.Count, seed++);
                var rounded = new float[values.Length];
                for (var i = 0; i < rounded.Length; i++) rounded[i] = (float)(values[i] * scale + offset);
                weight.SetValues(rounded);
            }

        return model;
    }

    private static (double Scale, double Offset) Range(Layer layer, Weight weight, bool intoAdd) => weight.Name switch
    {
        "bias" or "beta" => (0.1, 0),
        "gamma" => intoAdd ? (0.06, 0.3) : (0.2, 1),
        "moving_mean" => (0.2, 0),
        "moving_variance" => (1 / 3.0, 1),
        _ => (Math.Sqrt(3.0 * (weight.Name == "depthwise_kernel" || layer is Dense ? 1 : 2) / FanIn(layer, weight)), 0),
    };

    private static long FanIn(Layer layer, Weight weight) =>
        layer is DepthwiseConv2D || weight.Name == "depthwise_kernel" ? weight.Shape[0] * weight.Shape[1] : weight.Shape.Count / weight.Shape[^1];
}
