using System.Text.Json.Nodes;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The training part of .h5 files (<c>save_model_to_hdf5</c> with <c>include_optimizer</c>): the attribute <c>training_config</c>, and the group <c>optimizer_weights</c>, whose
/// <c>weight_names</c> give the variables' order.
/// </summary>
internal static class LegacyTraining
{
    private const string Group = "optimizer_weights";

    /// <summary>Reads an .h5 file's training; null where it has none.</summary>
    public static SavedTraining? Read(Hdf5File file, Model model)
    {
        var attributes = file.Root.Attributes;
        if (!attributes.Contains("training_config")) return null;
        var config = TrainingVariables.ParseObject(attributes.ReadString("training_config"), $"{file.Name}, training_config");
        if (config is null) return null;
        TrainingVariables.CheckText(config, $"{file.Name}, training_config");
        var version = attributes.Contains("keras_version") ? attributes.ReadString("keras_version") : null;
        var training = new SavedTraining(config, []) { KerasVersion = version, Source = file.Name };
        if (!file.Root.Contains(Group)) return training;
        var group = file.Root.Group(Group);
        var names = group.Attributes.ContainsChunked("weight_names") ? group.Attributes.ReadStringsChunked("weight_names") : [];
        if (names.Length > TrainingVariables.MostVariables) throw TrainingVariables.TooMany(file, group, names.Length);
        return training with { Variables = TrainingVariables.Read(file, group, names, model) };
    }

    /// <summary>Adds the training to a whole model's file: Keras 3's in the words in which Keras 3 writes .h5 files, an older one as it is.</summary>
    /// <exception cref="ArgumentException">It is of a Keras so old that its order hangs on that version, which the file does not keep; or two variables have one name.</exception>
    public static void Write(SavedTraining training, Hdf5Writer writer)
    {
        if (training.IsOfEarlyKeras)
            throw new ArgumentException($"The training of '{training.Source}' is Keras {training.KerasVersion}'s, which newer Keras does not go on with; turn it into Keras 3's with ToKeras3.", nameof(training));
        writer.Root.Attributes.SetString("training_config", (training.IsKeras3 ? Config(training.CompileConfig) : training.CompileConfig).ToJsonString());
        if (training.Variables.Count == 0) return;
        var group = writer.Root.Group(Group);
        // A .keras file has numbers for names.
        string[] names = [.. training.Variables.Select(variable => variable.Name.Contains('/') || !training.IsKeras3 ? variable.Name : $"{training.OptimizerName}/variable_{variable.Name}")];
        group.Attributes.SetNames("weight_names", names);
        foreach (var (variable, name) in training.Variables.Zip(names)) TrainingVariables.Write(variable, group, name);
    }

    /// <summary>The <c>training_config</c> of a <c>compile_config</c>: the same, but that classes go without their modules, and the optimizer has a name of its own.</summary>
    private static JsonObject Config(JsonObject compile)
    {
        var config = new JsonObject();
        foreach (var (name, value) in compile)
            if (name != "optimizer") config[name] = Plain(value);
        config["optimizer_config"] = compile["optimizer"] is JsonObject optimizer ? Bare(optimizer) : null;
        return config;
    }

    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        JsonObject o when o.ContainsKey("class_name") => Bare(o),
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Plain(p.Value)))),
        _ => node?.DeepClone(),
    };

    private static JsonObject Bare(JsonObject o) => new() { ["class_name"] = o["class_name"]?.DeepClone(), ["config"] = o["config"]?.DeepClone() };
}
