using System.Text.Json.Nodes;

namespace MlNetCnn.Keras;

/// <summary>
/// What a Keras model file holds besides the model, to go on training: how it was compiled, and the optimizer's variables. Plain data, as the file has it; it may name classes
/// that nobody here knows, and is understood only when a training goes on from it.
/// </summary>
/// <param name="CompileConfig">
/// How the model was compiled: the <c>compile_config</c> of a .keras file, whose <c>optimizer</c> is one of Keras 3's serialised objects, or the <c>training_config</c> of an .h5 file,
/// which has an <c>optimizer_config</c> of <c>class_name</c> and <c>config</c> instead.
/// </param>
/// <param name="Variables">The optimizer's variables in Keras's order: the count of steps, mostly the learning rate, then the slots. None where the model was compiled but not trained.</param>
public sealed record SavedTraining(JsonObject CompileConfig, IReadOnlyList<SavedVariable> Variables)
{
    /// <summary>Version of the Keras that wrote it, e.g. <c>2.11.0</c>; null where the file does not say.</summary>
    public string? KerasVersion { get; init; }

    /// <summary>The file it came from, for messages; null when it was made here.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the configuration is a .keras file's.</summary>
    internal bool IsKeras3 => CompileConfig.ContainsKey("optimizer");

    /// <summary>Whether the order of the variables hangs on the version of a Keras before 2.0.6, which files written here do not keep.</summary>
    internal bool IsOfEarlyKeras => !IsKeras3 && Version.TryParse(KerasVersion?.Split('-')[0], out var v) && v < new Version(2, 0, 6);

    /// <summary>The optimizer's name in the file, e.g. <c>adam</c>, which is the first part of its variables' names.</summary>
    internal string OptimizerName =>
        (CompileConfig["optimizer"] ?? CompileConfig["optimizer_config"]) is JsonObject o && o["config"] is JsonObject c && c["name"] is JsonValue v && v.TryGetValue<string>(out var name)
        && name.Length is > 0 and <= 100 && !name.Contains('/') ? name : "optimizer";
}
