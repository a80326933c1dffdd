using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>The layers of a model in the order in which they run, nested models laid open.</summary>
internal sealed class FeatureLayers
{
    private readonly List<FeatureLayer> _layers = [];
    private readonly List<int[]> _sources = [];
    private readonly string? _output;

    /// <summary>Lays a model of one input and one output open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">Shape of its input.</param>
    public FeatureLayers(Model model, Shape input)
    {
        InputFormat = FormatOf(model);
        var output = Open(model, [input], "", [new Flow(InputFormat, false, -1)])[0];
        OutputFormat = output.Format;
        _output = output.Source < 0 ? null : _layers[output.Source].Path;
        Graph = new FeatureGraph([.. _layers.Select(l => l.Path)], _sources, output.Source);
        // Of a shared layer the first call: the one that its name stands for.
        All = [.. _layers.DistinctBy(l => l.Path)];
    }

    /// <summary>All layers but inputs.</summary>
    public IReadOnlyList<FeatureLayer> All { get; }

    /// <summary>Where the input has its channels: as the first layer that cares takes them.</summary>
    public DataFormat InputFormat { get; }

    /// <summary>Where the output has its channels, if it has positions.</summary>
    public DataFormat OutputFormat { get; }

    /// <summary>What each layer reads.</summary>
    public FeatureGraph Graph { get; }

    /// <summary>
    /// The last layer that still knows where things are; null where there is none. Not the output itself where it is scores of classes (a segmentation's softmax): its maps would show the
    /// scores, and of logits it is nothing that they depend on.
    /// </summary>
    public FeatureLayer? LastConvolution => All.LastOrDefault(l => l.IsConvolutional && !(l.Path == _output && MakesScores(l.Layer))) ?? All.LastOrDefault(l => l.IsConvolutional);

    private static bool IsConvolution(Layer layer) => layer is Conv2D or DepthwiseConv2D or SeparableConv2D or Conv2DTranspose;

    private static bool MakesScores(Layer layer) => layer switch
    {
        Conv2D l => IsScore(l.Activation),
        DepthwiseConv2D l => IsScore(l.Activation),
        SeparableConv2D l => IsScore(l.Activation),
        Conv2DTranspose l => IsScore(l.Activation),
        _ => false,
    };

    private static bool IsScore(ActivationFunction function) => function.Name is "softmax" or "sigmoid";

    /// <summary>Layers that make new features at the same positions. Softmax and sigmoid make scores of classes, or gates.</summary>
    private static bool IsPointwise(Layer layer) => layer is BatchNormalization or ReLU or LeakyReLU or PReLU or ELU or Rescaling
        or Activation { Function.Name: not ("softmax" or "sigmoid") } or Add or Subtract or Multiply or Average or Maximum or Minimum or Concatenate;

    /// <summary>Layers that make no features of their own, outside training.</summary>
    private static bool IsTransparent(Layer layer) => layer is Softmax or Activation or Dropout or SpatialDropout2D or GaussianDropout or GaussianNoise;

    /// <summary>Where a model's input has its channels: as the first layer that cares takes them.</summary>
    public static DataFormat FormatOf(Model model) => FirstFormat(model) ?? DataFormat.ChannelsLast;

    private static DataFormat? FirstFormat(Model model)
    {
        foreach (var call in model.Calls)
        {
            var format = call.Layer is Model nested ? FirstFormat(nested) : (call.Layer as IHasDataFormat)?.DataFormat;
            if (format is not null) return format;
        }

        return null;
    }

    private Flow[] Open(Model model, IReadOnlyList<Shape> inputs, string prefix, IReadOnlyList<Flow> inputFlows)
    {
        var shapes = model.InferShapes(inputs);
        var flows = new Dictionary<KerasTensor, Flow>();
        for (var i = 0; i < model.Inputs.Count; i++) flows[model.Inputs[i]] = inputFlows[i];
        foreach (var call in model.Calls)
        {
            if (call.Layer is InputLayer) continue;
            Flow[] given = [.. call.Inputs.Select(t => flows[t])];
            Flow[] made = call.Layer is Model nested
                ? Open(nested, [.. call.Inputs.Select(t => shapes[t])], $"{prefix}{nested.Name}/", given)
                : [Run(prefix + call.Layer.Name, call.Layer, shapes[call.Outputs[0]], given)];
            for (var i = 0; i < call.Outputs.Count; i++) flows[call.Outputs[i]] = made[i];
        }

        return [.. model.Outputs.Select(o => flows[o])];
    }

    private Flow Run(string path, Layer called, Shape shape, Flow[] given)
    {
        var layer = new FeatureLayer(path, called, shape, called is IHasDataFormat formatted ? formatted.DataFormat : given[0].Format);
        var hasPositions = layer.IsSpatial && layer.Height * layer.Width > 1;
        var follows = hasPositions && given.Any(f => f.Convolved);
        var convolves = hasPositions && (IsConvolution(called) || (follows && IsPointwise(called)));
        _layers.Add(layer with { IsConvolutional = convolves });
        _sources.Add([.. given.Select(f => f.Source)]);
        return new Flow(layer.DataFormat, convolves || (follows && IsTransparent(called)), _layers.Count - 1);
    }

    /// <summary>What runs between layers: where it has its channels, whether it is what a convolution made, not pooled since, and the layer that made it.</summary>
    private readonly record struct Flow(DataFormat Format, bool Convolved, int Source);
}
