using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Config;

/// <summary>The layer <c>Merge</c> of Keras 1 (and of Keras 2 until 2.2): one class, whose mode says which of today's layers it is.</summary>
internal static class OldMerge
{
    /// <summary>Today's class and configuration.</summary>
    /// <exception cref="ModelFormatException">Its mode is code, or has no layer here.</exception>
    public static (string ClassName, ConfigReader Config) Translate(ConfigReader config)
    {
        var name = config.GetString("name");
        if (config.GetString("mode_type", "raw") != "raw" || config.Find("mode") is not { ValueKind: JsonValueKind.String } mode)
            throw config.Error($"the layer '{name}' is a Merge whose mode is a function: it holds code, and code from files is never run.", reason: ModelFormatReason.Code);
        var today = new JsonObject();
        if (name is not null) today["name"] = name;
        var className = mode.GetString() switch
        {
            "sum" => "Add",
            "mul" => "Multiply",
            "ave" => "Average",
            "max" => "Maximum",
            "concat" => "Concatenate",
            var other => throw config.Unsupported($"the layer '{name}' is a Merge of mode '{other}'; sum, mul, ave, max and concat can be read."),
        };
        if (className == "Concatenate") today["axis"] = config.GetInt32("concat_axis") ?? -1;
        return (className, config.Respelled(JsonSerializer.SerializeToElement(today), new Dictionary<string, string> { ["axis"] = "concat_axis" }));
    }

    /// <summary>Whether a Sequential begins with a Merge, which holds the models it merges: the only way Keras 1 had to give a Sequential several inputs.</summary>
    public static bool Begins(ConfigReader sequential) =>
        sequential.Find("layers") is { ValueKind: JsonValueKind.Array } layers && layers.GetArrayLength() > 0 && layers[0].ValueKind == JsonValueKind.Object
        && layers[0].TryGetProperty("class_name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() == "Merge";

    /// <summary>Such a Sequential as the functional model that it is.</summary>
    public static Model Read(ConfigReader sequential)
    {
        var entries = sequential.RequireObjects("layers");
        var merge = entries[0].RequireObject("config");
        try
        {
            List<KerasTensor> inputs = [], merged = [];
            foreach (var branch in merge.RequireObjects("layers")) merged.Add(CallBranch(branch, inputs));
            var output = LayerConfig.Read(entries[0]).Call([.. merged]);
            foreach (var entry in entries.Skip(1)) output = LayerConfig.Read(entry).Call(output);
            return new Model(inputs, [output], sequential.GetString("name"));
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or InvalidOperationException)
        {
            throw sequential.Error(e.Message, e);
        }
    }

    private static KerasTensor CallBranch(ConfigReader branch, List<KerasTensor> inputs)
    {
        var layer = LayerConfig.Read(branch);
        KerasTensor[] own = layer switch
        {
            Layers.InputLayer input => [input.Output],
            Model model when model.Inputs.Count > 0 => [.. model.Inputs.Select(i => KerasTensor.Input(i.Shape, $"{i.Layer.Name}_{inputs.Count}"))],
            _ => ModelConfig.GivesInput(branch.RequireObject("config")) is { } shape
                ? [KerasTensor.Input(shape, $"{layer.Name}_input")]
                : throw branch.Error("a merged layer needs batch_input_shape."),
        };
        inputs.AddRange(own);
        return layer is Layers.InputLayer ? own[0] : layer.Call(own);
    }
}
