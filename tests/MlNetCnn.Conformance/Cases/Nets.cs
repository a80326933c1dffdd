using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Short forms for cases.</summary>
internal static class Nets
{
    /// <summary>A case of layers one after another.</summary>
    public static ConformanceCase Chain(string name, Shape input, Func<Layer[]> layers) => new(name, CaseKind.Layer, () =>
    {
        var start = KerasTensor.Input(input, "input");
        return new Model(start, layers().Aggregate(start, (x, layer) => layer.Call(x)), name);
    });

    /// <summary>A case of one layer over several inputs.</summary>
    public static ConformanceCase Merge(string name, Shape[] inputs, Func<Layer> layer) => new(name, CaseKind.Layer, () =>
    {
        KerasTensor[] starts = [.. inputs.Select((shape, i) => KerasTensor.Input(shape, $"input_{i + 1}"))];
        return new Model(starts, [layer().Call(starts)], name);
    });
}
