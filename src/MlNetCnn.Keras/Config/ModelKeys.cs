using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// Inputs and outputs of a whole model as the dictionaries that they were in the file. Those of models within stay lists: the calls on them are written as lists, and Keras takes a dictionary's
/// members in the order of their names.
/// </summary>
internal static class ModelKeys
{
    /// <summary>Puts the keys into a model's entry.</summary>
    public static void Write(Model model, JsonObject entry)
    {
        Write(model.InputKeys, entry, "input_layers");
        Write(model.OutputKeys, entry, "output_layers");
    }

    private static void Write(IReadOnlyList<string>? keys, JsonObject entry, string name)
    {
        if (keys is null || entry["config"]?[name] is not JsonArray list || list.Count != keys.Count) return;
        entry["config"]![name] = new JsonObject([.. keys.Zip(list, (key, tensor) => KeyValuePair.Create(key, tensor?.DeepClone()))]);
    }
}
