using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The training part of model files. In .keras files: <c>compile_config</c> in config.json, and the optimizer's variables by number under <c>optimizer/vars</c> of the weights. In .h5 files:
/// the attribute <c>training_config</c>, and the group <c>optimizer_weights</c>, whose <c>weight_names</c> give the variables' order.
/// </summary>
internal static class TrainingVariables
{
    private const string Group = "optimizer/vars";
    private const string LegacyGroup = "optimizer_weights";
    private const int MostVariables = 100_000;

    /// <summary>No optimizer keeps more arrays than these about a weight: Adam's three, an average and an accumulator.</summary>
    private const int MostPerWeight = 8;

    /// <summary>Refuses what a .keras file cannot hold.</summary>
    public static void RequireKeras3(SavedTraining training)
    {
        if (training.IsKeras3) return;
        throw new ArgumentException(
            $"The training of '{training.Source}' is in the form of an .h5 file{(training.KerasVersion is { } v ? $" of Keras {v}" : "")}, which a .keras file does not hold; turn it into Keras 3's with ToKeras3.",
            nameof(training));
    }

    /// <summary>Reads a .keras file's training.</summary>
    /// <param name="config">Its compile configuration.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="model">The model, whose size bounds the variables'.</param>
    /// <param name="version">Version of Keras that wrote it.</param>
    /// <param name="file">Name of the file.</param>
    public static SavedTraining Read(JsonObject config, Hdf5File weights, Model model, string? version, string file)
    {
        if (!weights.Root.Contains(Group)) return new SavedTraining(config, []) { KerasVersion = version, Source = file };
        var group = weights.Root.Group(Group);
        if (group.Names.Count > MostVariables) throw TooMany(weights, group, group.Names.Count);
        string[] names = [.. Enumerable.Range(0, group.Names.Count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        return new SavedTraining(config, Read(weights, group, names, model)) { KerasVersion = version, Source = file };
    }

    /// <summary>Reads an .h5 file's training; null where it has none.</summary>
    public static SavedTraining? ReadLegacy(Hdf5File file, Model model)
    {
        var attributes = file.Root.Attributes;
        if (!attributes.Contains("training_config")) return null;
        var config = ParseObject(attributes.ReadString("training_config"), $"{file.Name}, training_config");
        if (config is null) return null;
        var version = attributes.Contains("keras_version") ? attributes.ReadString("keras_version") : null;
        var training = new SavedTraining(config, []) { KerasVersion = version, Source = file.Name };
        if (!file.Root.Contains(LegacyGroup)) return training;
        var group = file.Root.Group(LegacyGroup);
        var names = group.Attributes.ContainsChunked("weight_names") ? group.Attributes.ReadStringsChunked("weight_names") : [];
        if (names.Length > MostVariables) throw TooMany(file, group, names.Length);
        return training with { Variables = Read(file, group, names, model) };
    }

    /// <summary>Writes the variables of a .keras file.</summary>
    public static void Write(SavedTraining training, Hdf5Writer writer)
    {
        var group = writer.Root.Group(Group);
        group.Attributes.SetString("name", training.OptimizerName);
        for (var i = 0; i < training.Variables.Count; i++) Write(training.Variables[i], group, i.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>An object of JSON; null for JSON's null.</summary>
    public static JsonObject? ParseObject(string json, string place)
    {
        if (json.Length > ModelConfig.LongestText) throw new ModelFormatException($"the configuration has {json.Length} characters, more than the {ModelConfig.LongestText} that are read.", place);
        try
        {
            var node = JsonNode.Parse(json, documentOptions: ModelConfig.Reading);
            // Touches every name: twins and broken text come to light here.
            return node is null ? null : node.DeepClone() as JsonObject ?? throw new ModelFormatException("a JSON object is expected.", place);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFormatException($"this is not JSON: {e.Message}", place, null, e);
        }
    }

    private static List<SavedVariable> Read(Hdf5File file, Hdf5Group group, string[] names, Model model)
    {
        long room = 1024 + MostPerWeight * model.Weights.Sum(w => w.Shape.Count);
        var variables = new List<SavedVariable>(names.Length);
        foreach (var name in names)
        {
            var data = group.Dataset(name);
            room -= data.Count;
            if (room < 0) throw file.Source.Fail(group.Path, $"the optimizer's variables are more than {MostPerWeight} times the model's weights, which no optimizer needs");
            variables.Add(Read(file, name, data));
        }

        return variables;
    }

    private static SavedVariable Read(Hdf5File file, string name, Hdf5Dataset data)
    {
        if (data.Shape.Count > 0) return new SavedVariable(name, [.. data.Shape.Select(d => checked((int)d))], data.ReadSingles());
        if (data.Type.Kind == Hdf5Kind.Integer) return new SavedVariable(name, data.ReadIntegers()[0]);
        var number = data.ReadDoubles()[0];
        return double.IsFinite(number) ? new SavedVariable(name, number) : throw file.Source.Fail(data.Path, $"a finite number is expected, found {number.ToString(CultureInfo.InvariantCulture)}");
    }

    private static void Write(SavedVariable variable, Hdf5GroupWriter group, string name)
    {
        if (variable.Integer is { } integer) group.Dataset(name, [], new[] { integer });
        else if (variable.Number is { } number && number != (float)number) group.Dataset(name, [], new[] { number });
        else group.Dataset(name, [.. variable.Shape.Select(d => (long)d)], variable.Values);
    }

    private static ModelFormatException TooMany(Hdf5File file, Hdf5Group group, int count) =>
        file.Source.Fail(group.Path, $"there are {count} variables, more than the {MostVariables} that are read");
}
