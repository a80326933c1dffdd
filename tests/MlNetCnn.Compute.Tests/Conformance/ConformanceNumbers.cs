using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>Inputs and weights that Reference/make_conformance.py makes too, the same to the last bit.</summary>
internal static class ConformanceNumbers
{
    /// <summary>Seed of the gradient by the output.</summary>
    public const int OutputGradient = 50;

    /// <summary>Numbers in [-1, 1) without pattern, multiples of 2^-23: the script's <c>numbers</c>.</summary>
    public static double[] Of(long count, int seed)
    {
        var result = new double[count];
        for (var i = 0; i < result.Length; i++)
        {
            var x = unchecked((uint)i * 2654435761 + (uint)seed * 40503 + 12345);
            x = (x ^ (x >> 15)) * 2246822519;
            x = (x ^ (x >> 13)) * 3266489917;
            result[i] = ((x ^ (x >> 16)) >> 8) / (double)(1 << 23) - 1;
        }

        return result;
    }

    /// <summary>A batch of these numbers: the script's <c>tensor</c>.</summary>
    public static Tensor Batch(int batch, Shape shape, int seed, double scale = 1, double offset = 0) =>
        new(batch, shape, Of(batch * shape.Count, seed).Select(v => (float)(v * scale + offset)).ToArray());

    /// <summary>Gives a model the weights that the script's <c>Weights</c> hands out: by place among the model's, and by kind.</summary>
    public static T Fill<T>(this T model)
        where T : Model
    {
        var index = 0;
        foreach (var weight in model.Weights)
        {
            var (scale, offset) = weight.Name switch
            {
                "kernel" or "depthwise_kernel" or "pointwise_kernel" => (1.5 / Math.Sqrt(weight.Shape.Count / weight.Shape[^1]), 0.0),
                "gamma" => (0.5, 1),
                "moving_variance" or "variance" => (0.6, 1),
                _ => (0.3, 0),
            };
            weight.SetValues([.. Of(weight.Shape.Count, 100 + index++).Select(v => (float)(v * scale + offset))]);
        }

        return model;
    }
}
