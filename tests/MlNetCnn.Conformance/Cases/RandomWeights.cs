using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Weights as trained networks have them: none is 0 or 1 throughout, so that nothing may be left out because it changes nothing.</summary>
internal static class RandomWeights
{
    /// <summary>Draws all weights of a model, each from a stream of its own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">Names the streams.</param>
    /// <param name="gain">What kernels are multiplied with, but those of dense layers.</param>
    public static void Fill(Model model, long seed, float gain = 1)
    {
        var owners = Layers(model).SelectMany(layer => layer.Weights.Select(weight => (weight, layer))).DistinctBy(p => p.weight).ToDictionary(p => p.weight, p => p.layer);
        var weights = model.Weights;
        for (var i = 0; i < weights.Count; i++)
        {
            var weight = weights[i];
            var (low, high) = Range(weight, owners[weight], gain);
            var stream = new RandomStream(seed, $"conformance/{weight.Name}", i);
            var values = new float[weight.Shape.Count];
            foreach (ref var value in values.AsSpan()) value = low + (high - low) * stream.NextSingle();
            weight.SetValues(values);
        }
    }

    private static IEnumerable<Layer> Layers(Model model) => model.Layers.SelectMany(layer => layer is Model nested ? Layers(nested) : [layer]);

    private static (float Low, float High) Range(Weight weight, Layer owner, float gain) => weight.Name switch
    {
        "gamma" => (0.8f, 1.2f),
        "moving_variance" or "variance" => (0.5f, 1.5f),
        "alpha" => (0.1f, 0.4f),
        _ when weight.Shape.Rank <= 1 => (-0.1f, 0.1f),
        _ => Even((owner is Dense ? 1 : gain) * (float)Math.Sqrt(6.0 / FanIn(weight, owner))),
    };

    private static (float Low, float High) Even(float limit) => (-limit, limit);

    /// <summary>How many values an output is a sum of: weights so scaled (He and others, ICCV 2015) let values neither vanish nor grow from layer to layer.</summary>
    private static long FanIn(Weight weight, Layer owner)
    {
        // Depthwise kernels end with (in, multiplier), which are not summed over; a transposed convolution's with (filters, in).
        var shape = weight.Shape;
        if (owner is DepthwiseConv2D || weight.Name == "depthwise_kernel") return (long)shape[0] * shape[1];
        return owner is Conv2DTranspose ? shape.Count / shape[2] : shape.Count / shape[^1];
    }
}
