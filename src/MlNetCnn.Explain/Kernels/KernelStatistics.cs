using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>
/// How a layer's kernel spreads (chapter 8-3 of "Hands-on Machine Learning and Deep Learning Self-Study"): numpy's <c>mean</c> and <c>std</c>, in double precision. Beside an untrained model's,
/// it shows what training did.
/// </summary>
/// <param name="Path">The layer's name; inside a nested model <c>outer/inner</c>.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Shape">The kernel's shape.</param>
/// <param name="Values">The kernel.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation, of the whole population.</param>
public sealed record KernelStatistics(string Path, Layer Layer, Shape Shape, ReadOnlyMemory<float> Values, double Mean, double StandardDeviation)
{
    /// <summary>Whether it is the kernel of a convolution: height x width x inputs x outputs.</summary>
    public bool IsConvolution => Shape.Rank == 4;

    /// <summary>The kernels of a model's layers in their order, nested models laid open: of each layer its first weight of two dimensions or more.</summary>
    /// <param name="model">The model; what is found is a copy.</param>
    public static IReadOnlyList<KernelStatistics> Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return
        [
            .. Leaves(model, "").DistinctBy(l => l.Layer).Select(l => (l.Path, l.Layer, Kernel: l.Layer.Weights.FirstOrDefault(w => w.Shape.Rank >= 2)))
                .Where(p => p.Kernel is not null).Select(p => Of(p.Path, p.Layer, p.Kernel!)),
        ];
    }

    /// <summary>The same network with its weights drawn as before any training.</summary>
    /// <param name="model">The model; it is not changed.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    public static Model Untrained(Model model, long seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        var copy = Model.FromJson(model.ToJson(), model.Name);
        copy.InitializeWeights(seed);
        return copy;
    }

    private static KernelStatistics Of(string path, Layer layer, Weight kernel)
    {
        var values = kernel.Values.ToArray();
        var mean = values.Average(v => (double)v);
        return new KernelStatistics(path, layer, kernel.Shape, values, mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
    }

    private static IEnumerable<(string Path, Layer Layer)> Leaves(Model model, string prefix) =>
        model.Layers.SelectMany(l => l is Model inner ? Leaves(inner, $"{prefix}{inner.Name}/") : [(prefix + l.Name, l)]);
}
