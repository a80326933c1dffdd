using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>The layers of a model in the order in which they run, nested models laid open.</summary>
internal static class FeatureLayers
{
    /// <summary>All layers but inputs, and where the input has its channels.</summary>
    public static (IReadOnlyList<FeatureLayer> Layers, DataFormat Input) Of(Model model, Shape input)
    {
        var layers = new List<FeatureLayer>();
        var format = FirstFormat(model) ?? DataFormat.ChannelsLast;
        Open(model, [input], "", [new Flow(format, false)], layers);
        // Of a shared layer the first call: the one that its name stands for.
        return ([.. layers.DistinctBy(l => l.Path)], format);
    }

    /// <summary>The last layer that still knows where things are; null where there is none.</summary>
    public static FeatureLayer? LastConvolution(IReadOnlyList<FeatureLayer> layers) => layers.LastOrDefault(l => l.IsConvolutional);

    private static bool IsConvolution(Layer layer) => layer is Conv2D or DepthwiseConv2D or SeparableConv2D or Conv2DTranspose;

    /// <summary>Layers that make new values at the same positions.</summary>
    private static bool IsPointwise(Layer layer) => layer is BatchNormalization or Activation or ReLU or LeakyReLU or PReLU or ELU or Softmax or Rescaling
        or Add or Subtract or Multiply or Average or Maximum or Minimum or Concatenate;

    /// <summary>Layers that, outside training, hand on what they are given.</summary>
    private static bool IsTransparent(Layer layer) => layer is Dropout or SpatialDropout2D or GaussianDropout or GaussianNoise;

    private static DataFormat? FirstFormat(Model model)
    {
        foreach (var call in model.Calls)
        {
            var format = call.Layer is Model nested ? FirstFormat(nested) : (call.Layer as IHasDataFormat)?.DataFormat;
            if (format is not null) return format;
        }

        return null;
    }

    private static IReadOnlyList<Flow> Open(Model model, IReadOnlyList<Shape> inputs, string prefix, IReadOnlyList<Flow> inputFlows, List<FeatureLayer> layers)
    {
        var shapes = model.InferShapes(inputs);
        var flows = new Dictionary<KerasTensor, Flow>();
        for (var i = 0; i < model.Inputs.Count; i++) flows[model.Inputs[i]] = inputFlows[i];
        foreach (var call in model.Calls)
        {
            if (call.Layer is InputLayer) continue;
            Flow[] given = [.. call.Inputs.Select(t => flows[t])];
            IReadOnlyList<Flow> made;
            if (call.Layer is Model nested)
            {
                made = Open(nested, [.. call.Inputs.Select(t => shapes[t])], $"{prefix}{nested.Name}/", given, layers);
            }
            else
            {
                var layer = new FeatureLayer(prefix + call.Layer.Name, call.Layer, shapes[call.Outputs[0]], call.Layer is IHasDataFormat formatted ? formatted.DataFormat : given[0].Format);
                var follows = given.Any(f => f.Convolved) && layer.Height * layer.Width > 1;
                var convolves = layer.IsSpatial && layer.Height * layer.Width > 1 && (IsConvolution(call.Layer) || (follows && IsPointwise(call.Layer)));
                layers.Add(layer with { IsConvolutional = convolves });
                made = [.. call.Outputs.Select(_ => new Flow(layer.DataFormat, convolves || (follows && IsTransparent(call.Layer))))];
            }

            for (var i = 0; i < call.Outputs.Count; i++) flows[call.Outputs[i]] = made[i];
        }

        return [.. model.Outputs.Select(o => flows[o])];
    }

    /// <summary>What runs between layers: where it has its channels, and whether it is what a convolution made, not pooled since.</summary>
    private readonly record struct Flow(DataFormat Format, bool Convolved);
}
