using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>The layers of a model in the order in which they run, nested models laid open.</summary>
internal static class FeatureLayers
{
    /// <summary>All layers but inputs.</summary>
    public static IReadOnlyList<FeatureLayer> Of(Model model, Shape input)
    {
        var layers = new List<FeatureLayer>();
        Open(model, [input], "", [DataFormat.ChannelsLast], layers);
        // Of a shared layer the first call: the one that its name stands for.
        return [.. layers.DistinctBy(l => l.Path)];
    }

    /// <summary>The last layer that still knows where things are; null where there is none.</summary>
    public static FeatureLayer? LastConvolution(IReadOnlyList<FeatureLayer> layers)
    {
        var last = -1;
        for (var i = 0; i < layers.Count; i++)
        {
            if (!layers[i].IsSpatial || layers[i].Height * layers[i].Width <= 1) continue;
            // What follows a convolution counts with it while nothing but such layers stands between.
            if (IsConvolution(layers[i].Layer) || (Follows(layers[i].Layer) && last >= 0)) last = i;
        }

        return last < 0 ? null : layers[last];
    }

    private static bool IsConvolution(Layer layer) => layer is Conv2D or DepthwiseConv2D or SeparableConv2D or Conv2DTranspose;

    private static bool Follows(Layer layer) => layer is BatchNormalization or Activation or ReLU or LeakyReLU or PReLU or ELU
        or Dropout or SpatialDropout2D or GaussianDropout or GaussianNoise or Add or Subtract or Multiply or Average or Maximum or Minimum or Concatenate;

    private static IReadOnlyList<DataFormat> Open(Model model, IReadOnlyList<Shape> inputs, string prefix, IReadOnlyList<DataFormat> inputFormats, List<FeatureLayer> layers)
    {
        var shapes = model.InferShapes(inputs);
        var formats = new Dictionary<KerasTensor, DataFormat>();
        for (var i = 0; i < model.Inputs.Count; i++) formats[model.Inputs[i]] = inputFormats[i];
        foreach (var call in model.Calls)
        {
            if (call.Layer is InputLayer) continue;
            DataFormat[] given = [.. call.Inputs.Select(t => formats[t])];
            IReadOnlyList<DataFormat> made;
            if (call.Layer is Model nested)
            {
                made = Open(nested, [.. call.Inputs.Select(t => shapes[t])], $"{prefix}{nested.Name}/", given, layers);
            }
            else
            {
                made = [call.Layer is IHasDataFormat layer ? layer.DataFormat : given[0]];
                layers.Add(new FeatureLayer(prefix + call.Layer.Name, call.Layer, shapes[call.Outputs[0]], made[0]));
            }

            for (var i = 0; i < call.Outputs.Count; i++) formats[call.Outputs[i]] = made[i];
        }

        return [.. model.Outputs.Select(o => formats[o])];
    }
}
