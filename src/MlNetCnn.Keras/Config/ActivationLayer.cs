using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// Layers given as activations, <c>Dense(4, activation=LeakyReLU(0.1))</c>, which Keras 2 and 3 write as objects. Those that are one of the named
/// functions become that; others become a layer of their own, right behind, so that the numbers stay the same.
/// </summary>
internal static class ActivationLayer
{
    /// <summary>Takes the layer out of the property <c>activation</c>.</summary>
    /// <param name="className">The class of the layer that has the property.</param>
    /// <param name="config">Its configuration.</param>
    /// <returns>The configuration, with a function in its place, and the layer to put behind; null if there is none.</returns>
    /// <exception cref="ModelFormatException">It is no layer that goes value by value, or one with weights.</exception>
    public static (ConfigReader Config, Layer? Layer) Split(string className, ConfigReader config)
    {
        if (config.Find("activation") is not { ValueKind: JsonValueKind.Object }) return (config, null);
        var value = config.RequireObject("activation");
        var inner = value.RequireString("class_name");
        if (inner is "function" or "__lambda__" || !KerasNames<Layer>.Contains(inner) && inner != "ThresholdedReLU") return (config, null);
        var layer = LayerConfig.Read(value);
        if (Function(layer) is { } function) return (With(config, function), null);
        if (layer is not (Elementwise or Softmax)) throw config.Unsupported($"the layer '{config.GetString("name")}' ({className}) has the layer {inner} as its activation; only layers without weights that go value by value can be read there.");
        return (With(config, Activations.Linear), layer);
    }

    /// <summary>The named function that the layer is, if it is one.</summary>
    private static ActivationFunction? Function(Layer layer) => layer switch
    {
        Activation a => a.Function,
        ReLU { MaxValue: null, NegativeSlope: 0, Threshold: 0 } => Activations.Relu,
        ReLU { MaxValue: 6, NegativeSlope: 0, Threshold: 0 } => Activations.Relu6,
        LeakyReLU { NegativeSlope: 0.2 } => Activations.LeakyRelu,
        ELU { Alpha: 1 } => Activations.Elu,
        Softmax { Axis: -1 } => Activations.Softmax,
        _ => null,
    };

    private static ConfigReader With(ConfigReader config, ActivationFunction function)
    {
        var copy = JsonNode.Parse(config.RawText(config.Element), documentOptions: ModelConfig.Reading)!.AsObject();
        copy["activation"] = function.Name;
        return config.Respelled(JsonSerializer.SerializeToElement(copy), config.OldNames);
    }
}
