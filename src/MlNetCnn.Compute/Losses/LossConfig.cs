using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Losses;

/// <summary>Keras's configuration of a loss: a name, a class with its settings, or one of these for each output.</summary>
internal static class LossConfig
{
    /// <summary>Reads the loss that a model was compiled with.</summary>
    /// <param name="compile">The compile configuration.</param>
    /// <exception cref="ModelFormatException">There is none, it is somebody's own, or one that Keras computes otherwise.</exception>
    public static Loss Read(ConfigReader compile)
    {
        if (compile.Find("loss") is not { } loss) throw compile.Error("the model was compiled without a loss.");
        CheckWeights(compile);
        var step = ".loss";
        // One output: a list or a dictionary of one.
        if (loss.ValueKind == JsonValueKind.Array && loss.GetArrayLength() == 1) (loss, step) = (loss[0], step + "[0]");
        else if (loss.ValueKind == JsonValueKind.Object && !loss.TryGetProperty("class_name", out _) && loss.EnumerateObject().ToArray() is [var only]) (loss, step) = (only.Value, $"{step}.{only.Name}");
        if (loss.ValueKind == JsonValueKind.Object && loss.TryGetProperty("config", out var settings) && settings.ValueKind == JsonValueKind.Object) CheckSettings(compile.Below(settings, step + ".config"));
        return KerasObject.Read<Loss>(compile, "loss", loss, step);
    }

    /// <summary>The loss as Keras 3 writes it; null for one that Keras does not have.</summary>
    public static JsonNode? Write(Loss loss)
    {
        if (loss.GetType().GetCustomAttribute<KerasNameAttribute>(inherit: false)?.Name is not { } className) return null;
        if (loss.KerasConfig is not { } settings || loss.Equals(KerasNames<Loss>.Create(className, KerasObject.Reader([], "$", null, null)))) return loss.Name;
        var config = new JsonObject { ["name"] = loss.Name, ["reduction"] = "sum_over_batch_size" };
        foreach (var (name, value) in settings) config[name] = value?.DeepClone();
        return KerasObject.Write("keras.losses", className, config);
    }

    private static void CheckSettings(ConfigReader config)
    {
        var reduction = config.GetString("reduction", "auto");
        if (reduction is not ("auto" or "sum_over_batch_size")) throw config.Error($"the loss's reduction is '{reduction}'; only the mean over the batch, sum_over_batch_size, is supported.");
        if (config.GetInt32("ignore_class") is { } ignored) throw config.Error($"the loss ignores the class {ignored}, which is not supported.");
        if (config.GetInt32("axis") is { } axis and not -1) throw config.Error($"the loss is taken over the axis {axis}; only the last one, -1, is supported.");
    }

    private static void CheckWeights(ConfigReader compile)
    {
        if (compile.Find("loss_weights") is not { } weights) return;
        var all = weights.ValueKind switch
        {
            JsonValueKind.Array => weights.EnumerateArray(),
            JsonValueKind.Object => weights.EnumerateObject().Select(p => p.Value),
            _ => [weights],
        };
        if (all.Any(w => w.ValueKind != JsonValueKind.Number || w.GetDouble() != 1)) throw compile.Wrong("loss_weights", weights, "null, or weights of 1");
    }
}
