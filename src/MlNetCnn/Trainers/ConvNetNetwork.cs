using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn;

/// <summary>The network that <c>ConvNet</c> trains: a copy of the given model, with its head on top where one is asked for.</summary>
internal static class ConvNetNetwork
{
    /// <summary>Makes it, and checks that pictures and label fit its two ends.</summary>
    /// <exception cref="ArgumentException">They do not; the message says what it takes or ends in, and what is wanted.</exception>
    public static Model Build(Model given, ConvNetOptions options, Shape picture, LabelColumn label, long seed)
    {
        if (given.Inputs.Count != 1 || given.Outputs.Count != 1)
            throw new ArgumentException($"ConvNet trains models of one input and one output; '{given.Name}' has {given.Inputs.Count} and {given.Outputs.Count}.");
        if (!given.InputShape.Accepts(picture))
        {
            throw new ArgumentException(
                $"ConvNet: the model '{given.Name}' takes {given.InputShape.ToBatchString()}; the column '{options.ImageColumnName}' holds {picture.ToBatchString()}. " +
                "LoadImages(..., height, width) gives pictures of one size, with the channels that its ColorMode says.");
        }

        var model = options.Head is { } head ? WithHead(given, head, label, seed) : given.Clone();
        CheckEnd(model, picture, label);
        return model;
    }

    private static Sequential WithHead(Model given, ClassifierHead head, LabelColumn label, long seed)
    {
        var copy = Model.FromJson(given.ToJson(), given.Name);
        copy.TakePixelsOf(given);
        var model = new Sequential(copy.InputShape, "convnet") { copy };
        var features = copy.OutputShape;
        if (features.Rank == 1 && head.Pooling != FeaturePooling.None)
            throw new ArgumentException($"ConvNet: the base '{given.Name}' gives {features.ToBatchString()}, which is pooled already: set {nameof(ClassifierHead)}.{nameof(ClassifierHead.Pooling)} to None.");
        if (features.Rank != 1)
        {
            if (head.Pooling == FeaturePooling.None && !features.IsKnown)
                throw new ArgumentException($"ConvNet: the base '{given.Name}' gives {features.ToBatchString()}, whose size is open: make it with an input shape, or set {nameof(ClassifierHead)}.{nameof(ClassifierHead.Pooling)} to Average or Max.");
            model.Add(head.Pooling switch
            {
                FeaturePooling.Average => new GlobalAveragePooling2D(name: "head_pooling"),
                FeaturePooling.Max => new GlobalMaxPooling2D(name: "head_pooling"),
                _ => new Flatten(name: "head_flatten"),
            });
        }

        foreach (var (i, units) in head.HiddenUnits.Index())
        {
            model.Add(new Dense(units, head.Activation, name: $"head_dense_{i + 1}"));
            if (head.Dropout > 0) model.Add(new Dropout(head.Dropout, name: $"head_dropout_{i + 1}"));
        }

        if (head.HiddenUnits.Count == 0 && head.Dropout > 0) model.Add(new Dropout(head.Dropout, name: "head_dropout"));
        model.Add(new Dense(label.Width, Wanted(label.Task), name: "predictions"));
        // The head's weights are drawn from the seed; the base's are the given ones.
        model.InitializeWeights(seed);
        given.CopyWeightsTo(copy);
        return model;
    }

    private static void CheckEnd(Model model, Shape picture, LabelColumn label)
    {
        var wanted = Wanted(label.Task);
        var shape = model.InferShapes([picture])[model.Outputs[0]];
        var (last, activation) = End(model);
        if (shape.Rank == 1 && shape.Count == label.Width && activation == wanted.Name) return;
        var why = label.Task switch
        {
            ClassificationTask.Binary => $"a Boolean label wants 1 {wanted} output",
            ClassificationTask.Multiclass => $"a key of {label.Width} classes wants {label.Width} {wanted} outputs",
            _ => $"a vector of {label.Width} labels wants {label.Width} {wanted} outputs",
        };
        throw new ArgumentException(
            $"ConvNet: the model '{model.Name}' ends in the layer '{last.Name}' ({last.ClassName}, {activation ?? "no activation"}), which gives {shape.ToBatchString()}; the label column '{label.Column.Name}', {why}. " +
            $"End the model in new Dense({label.Width}, \"{wanted}\"), or, when it is a base without its top, set {nameof(ConvNetOptions)}.{nameof(ConvNetOptions.Head)}.");
    }

    private static ActivationFunction Wanted(ClassificationTask task) => task == ClassificationTask.Multiclass ? Activations.Softmax : Activations.Sigmoid;

    /// <summary>The layer that gives the model's output, also in a nested model, and the function it ends in. Layers that only rearrange values are looked through.</summary>
    private static (Layer Layer, string? Activation) End(Model model)
    {
        var tensor = model.Outputs[0];
        while (true)
        {
            switch (tensor.Layer)
            {
                case Model inner:
                    tensor = inner.Outputs[tensor.Index];
                    break;
                case Flatten or Reshape or Dropout when tensor.Node.Inputs.Count == 1 && tensor.Node.Inputs[0].Layer is not InputLayer:
                    tensor = tensor.Node.Inputs[0];
                    break;
                case Dense dense: return (dense, dense.Activation.Name);
                case Conv2D convolution: return (convolution, convolution.Activation.Name);
                case Activation activation: return (activation, activation.Function.Name);
                case Softmax softmax: return (softmax, Activations.Softmax.Name);
                default: return (tensor.Layer, null);
            }
        }
    }
}
