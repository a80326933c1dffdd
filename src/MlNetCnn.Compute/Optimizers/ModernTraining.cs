using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>Turns the training part of an .h5 file into that of a .keras file.</summary>
internal static class ModernTraining
{
    /// <summary>Makes it.</summary>
    public static SavedTraining Make(SavedTraining training, ConfigReader compile, Model model)
    {
        var entry = SavedTrainings.Entry(compile);
        var (optimizer, config) = (OptimizerConfig.Read(entry), entry.RequireObject("config"));
        var rate = OptimizerConfig.RateNode(config) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : optimizer.LearningRate;
        List<SavedVariable> variables = [];
        if (OptimizerVariables.Read(training, config, optimizer, model) is { } state)
        {
            rate = state.LearningRate;
            variables = OptimizerVariables.Write(state, optimizer, model);
        }

        var written = OptimizerConfig.Write(optimizer, rate);
        if (Schedule(config, rate) is { } schedule)
        {
            written["config"]!["learning_rate"] = schedule;
            variables.RemoveAll(v => v.Name.EndsWith("/learning_rate", StringComparison.Ordinal));
        }

        return new SavedTraining(new JsonObject
        {
            ["optimizer"] = written,
            ["loss"] = compile.Find("loss") is null ? null : LossConfig.Write(LossConfig.Read(compile)),
            ["loss_weights"] = null,
            ["metrics"] = Metrics(training.CompileConfig["metrics"]),
            ["weighted_metrics"] = Metrics(training.CompileConfig["weighted_metrics"]),
            ["run_eagerly"] = false,
            ["steps_per_execution"] = 1,
            ["jit_compile"] = false,
        }, variables) { Source = training.Source };
    }

    /// <summary>The schedule of the learning rate; null for a rate that stays.</summary>
    private static JsonObject? Schedule(ConfigReader config, double rate)
    {
        if (OptimizerConfig.RateNode(config) is { ValueKind: JsonValueKind.Object } schedule)
        {
            var reader = config.GetObject(config.Has("learning_rate") ? "learning_rate" : "lr")!;
            return KerasObject.Write("keras.optimizers.schedules", reader.RequireString("class_name"), JsonObject.Create(reader.RequireObject("config").Element.Clone())!);
        }

        if (OptimizerGenerations.Of(JsonObject.Create(config.Element)!) != OptimizerGeneration.Legacy || config.GetDouble("decay", 0) is not (> 0 and var decay)) return null;
        return KerasObject.Write("keras.optimizers.schedules", "InverseTimeDecay", new JsonObject
        {
            ["initial_learning_rate"] = rate, ["decay_steps"] = 1, ["decay_rate"] = decay, ["staircase"] = false, ["name"] = "InverseTimeDecay",
        });
    }

    /// <summary>Metrics, those of all outputs in one list: names stay, wrapped functions go by their names, classes are Keras's.</summary>
    private static JsonArray? Metrics(JsonNode? node)
    {
        if (node is null) return null;
        var metrics = new JsonArray();
        Add(node);
        return metrics;

        void Add(JsonNode? item)
        {
            if (item is JsonArray list)
            {
                foreach (var inner in list) Add(inner);
            }
            else if (item is JsonObject o && Text(o["class_name"]) is not { })
            {
                foreach (var (_, inner) in o) Add(inner);
            }
            else if (item is JsonObject metric)
            {
                var settings = metric["config"] as JsonObject;
                // What compile() was given as "accuracy" became the function that fits.
                if (Text(metric["class_name"]) == "MeanMetricWrapper") metrics.Add(Text(settings?["name"]) is "accuracy" or "acc" ? "accuracy" : Text(settings?["fn"]));
                else metrics.Add(KerasObject.Write("keras.metrics", Text(metric["class_name"])!, settings?.DeepClone() as JsonObject ?? []));
            }
            else if (item is not null)
            {
                metrics.Add(item.DeepClone());
            }
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;
}
