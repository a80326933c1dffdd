using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Puts base and classifier together: from preprocessed pictures to probabilities, as one Keras model.</summary>
internal static class WholeNetwork
{
    public static Model Of(Model @base, Model classifier)
    {
        var x = @base.Outputs[0];
        if (x.Shape.Rank > 1) x = new Flatten().Call(x);
        foreach (var layer in classifier.Layers)
            if (layer is not InputLayer) x = layer.Call(x);
        return new Model(@base.Inputs, [x], "transfer");
    }
}
