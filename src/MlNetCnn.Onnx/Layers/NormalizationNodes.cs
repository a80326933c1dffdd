using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Normalization: (x - mean) / max(sqrt(variance), 1e-7), or the way back.</summary>
[Writes(typeof(Normalization))]
internal sealed class NormalizationNodes : LayerNodes<Normalization>
{
    protected override Laid Write(LayerSite site, Normalization layer)
    {
        var input = site.Any();
        var dimensions = layer.AxesIn(site.Input.Rank);
        float[] mean = layer.Mean is { } m ? [.. m.Select(v => (float)v)] : layer.MeanWeight!.Values.ToArray();
        double[] variance = layer.Variance is { } v ? [.. v] : [.. layer.VarianceWeight!.Values.ToArray().Select(x => (double)x)];
        float[] deviation = [.. variance.Select(x => (float)Math.Max(Math.Sqrt(x), 1e-7))];
        var (average, spread) = (site.Along("mean", mean, dimensions, input), site.Along("deviation", deviation, dimensions, input));
        return input with { Name = layer.Invert ? site.Emit("Add", [site.Emit("Mul", [input.Name, spread]), average]) : site.Emit("Div", [site.Emit("Sub", [input.Name, average]), spread]) };
    }
}
