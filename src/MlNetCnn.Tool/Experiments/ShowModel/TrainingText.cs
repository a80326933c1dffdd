using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>A training that a file holds, in a few words.</summary>
internal static class TrainingText
{
    /// <summary>The optimizer's class, its steps and how much it keeps: <c>Adam, 12 steps, 18 variables of 1,234 numbers</c>.</summary>
    public static string Of(SavedTraining training)
    {
        var entry = (training.CompileConfig["optimizer"] ?? training.CompileConfig["optimizer_config"]) as JsonObject;
        var name = entry?["class_name"] is JsonValue value && value.TryGetValue<string>(out var text) ? FileTree.Shown(text) : "an optimizer without a name";
        if (training.Variables.Count == 0) return $"{name}, not trained yet";
        // Keras before 2.3 saved some optimizers without their steps.
        var steps = training.Variables[0].Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? "step" : "steps")}") : "steps not saved";
        return string.Create(CultureInfo.InvariantCulture, $"{name}, {steps}, {training.Variables.Count} variables of {training.Variables.Sum(v => (long)v.Values.Length):N0} numbers");
    }
}
