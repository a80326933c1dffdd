using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.WeightStatistics;

/// <summary>How a layer's kernel spreads: numpy's <c>mean</c> and <c>std</c>, in double precision.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Shape">The kernel's shape.</param>
/// <param name="Values">The kernel.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation, of the whole population.</param>
internal sealed record KernelStatistics(string Layer, Shape Shape, float[] Values, double Mean, double StandardDeviation)
{
    /// <summary>Whether it is the kernel of a convolution: height x width x inputs x outputs.</summary>
    public bool IsConvolution => Shape.Rank == 4;

    /// <summary>The kernels of a model's layers in their order, nested models laid open: of each layer its first weight of two dimensions or more.</summary>
    public static IReadOnlyList<KernelStatistics> Of(Model model) =>
        [.. Leaves(model).Select(l => (Layer: l, Kernel: l.Weights.FirstOrDefault(w => w.Shape.Rank >= 2))).Where(p => p.Kernel is not null).Select(p => Of(p.Layer, p.Kernel!))];

    private static KernelStatistics Of(Layer layer, Weight kernel)
    {
        var values = kernel.Values.ToArray();
        var mean = values.Average(v => (double)v);
        return new KernelStatistics(layer.Name, kernel.Shape, values, mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
    }

    private static IEnumerable<Layer> Leaves(Model model) => model.Layers.SelectMany(l => l is Model inner ? Leaves(inner) : [l]);
}
