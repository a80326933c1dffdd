using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The training part of .keras files: <c>compile_config</c> in config.json, and the optimizer's variables by number under <c>optimizer/vars</c> of the weights.
/// </summary>
internal static class TrainingVariables
{
    private const string Group = "optimizer/vars";

    /// <summary>The most variables that are read.</summary>
    public const int MostVariables = 100_000;

    /// <summary>No optimizer keeps more arrays than these about a weight: Adam's three, an average and an accumulator.</summary>
    private const int MostPerWeight = 8;

    /// <summary>Refuses what a .keras file cannot hold.</summary>
    public static void RequireKeras3(SavedTraining? training)
    {
        if (training is null or { IsKeras3: true }) return;
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
        CheckText(config, file);
        if (!weights.Root.Contains(Group)) return new SavedTraining(config, []) { KerasVersion = version, Source = file };
        var group = weights.Root.Group(Group);
        if (group.Names.Count > MostVariables) throw TooMany(weights, group, group.Names.Count);
        string[] names = [.. Enumerable.Range(0, group.Names.Count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        return new SavedTraining(config, Read(weights, group, names, model)) { KerasVersion = version, Source = file };
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
        if (json.Length > ReadLimits.ConfigCharacters) throw new ModelFormatException($"the configuration has {json.Length} characters, more than the {ReadLimits.ConfigCharacters} that are read.", place, "$");
        try
        {
            var node = JsonNode.Parse(json, documentOptions: ModelConfig.Reading);
            return node is null ? null : node as JsonObject ?? throw new ModelFormatException("a JSON object is expected.", place, "$");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFormatException($"this is not JSON: {e.Message}", place, e is JsonException broken ? ModelConfig.Place(broken) : "$", e);
        }
    }

    /// <summary>Refuses text with half a surrogate pair, which the JSON reader finds only when it is used.</summary>
    public static void CheckText(JsonObject config, string place)
    {
        try
        {
            config.ToJsonString();
        }
        catch (InvalidOperationException e)
        {
            throw new ModelFormatException($"this is not JSON: {e.Message}", place, null, e);
        }
    }

    /// <summary>Reads variables, in the order of their names.</summary>
    public static List<SavedVariable> Read(Hdf5File file, Hdf5Group group, string[] names, Model model)
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

    /// <summary>Writes a variable.</summary>
    public static void Write(SavedVariable variable, Hdf5GroupWriter group, string name)
    {
        if (variable.Integer is { } integer) group.Dataset(name, [], new[] { integer });
        else if (variable.Number is { } number && number != (float)number) group.Dataset(name, [], new[] { number });
        else group.Dataset(name, [.. variable.Shape.Select(d => (long)d)], variable.Values);
    }

    /// <summary>Too many variables.</summary>
    public static ModelFormatException TooMany(Hdf5File file, Hdf5Group group, int count) =>
        file.Source.Fail(group.Path, $"there are {count} variables, more than the {MostVariables} that are read");

    private static SavedVariable Read(Hdf5File file, string name, Hdf5Dataset data)
    {
        if (data.Shape.Any(d => d > int.MaxValue)) throw file.Source.Fail(data.Path, $"the shape ({string.Join(", ", data.Shape)}) is too large");
        if (data.Shape.Count > 0) return new SavedVariable(name, [.. data.Shape.Select(d => (int)d)], data.ReadSingles());
        if (data.Type.Kind == Hdf5Kind.Integer) return new SavedVariable(name, data.ReadIntegers()[0]);
        var number = data.ReadDoubles()[0];
        return double.IsFinite(number) ? new SavedVariable(name, number) : throw file.Source.Fail(data.Path, $"a finite number is expected, found {number.ToString(CultureInfo.InvariantCulture)}");
    }
}
