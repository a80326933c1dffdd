using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training;

/// <summary>The metrics of a compile configuration. They do not touch the training, so that one which is not known is left out and told of.</summary>
internal static class KerasMetrics
{
    /// <summary>Reads a list.</summary>
    /// <param name="compile">The compile configuration.</param>
    /// <param name="name"><c>metrics</c> or <c>weighted_metrics</c>.</param>
    /// <param name="loss">The loss, which tells what <c>accuracy</c> means.</param>
    /// <param name="model">The model.</param>
    /// <param name="ignored">Takes what is left out, and why.</param>
    public static List<Metric> Read(ConfigReader compile, string name, Loss? loss, Model model, List<string> ignored)
    {
        var metrics = new List<Metric>();
        if (compile.Find(name) is { } all) Add(all, $".{name}");
        return metrics;

        void Add(JsonElement item, string step)
        {
            switch (item.ValueKind)
            {
                case JsonValueKind.Null:
                    break;
                case JsonValueKind.Array:
                    var i = 0;
                    foreach (var inner in item.EnumerateArray()) Add(inner, $"{step}[{i++}]");
                    break;
                case JsonValueKind.Object when !item.TryGetProperty("class_name", out _):
                    foreach (var inner in item.EnumerateObject()) Add(inner.Value, $"{step}.{inner.Name}");
                    break;
                default:
                    AddOne(item, step);
                    break;
            }
        }

        void AddOne(JsonElement item, string step)
        {
            try
            {
                var metric = One(item, step);
                if (metrics.Any(m => m.Name == metric.Name)) ignored.Add($"the metric '{metric.Name}', which is there twice");
                else metrics.Add(metric);
            }
            catch (ModelFormatException e)
            {
                ignored.Add($"the metric at {step}: {e.Message}");
            }
        }

        Metric One(JsonElement item, string step)
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is "accuracy" or "acc") return Accuracy.For(model.Outputs[0].Shape, Target(model.Outputs[0].Shape, loss));
            // tf.keras wraps functions: {"class_name": "MeanMetricWrapper", "config": {"name": "accuracy", "fn": "categorical_accuracy"}}.
            if (item.ValueKind == JsonValueKind.Object && compile.Below(item, step) is var entry && entry.Find("class_name") is { ValueKind: JsonValueKind.String } c
                && c.GetString() == "MeanMetricWrapper" && entry.GetObject("config") is { } config)
                return KerasNames<Metric>.Create(config.RequireString("fn"), config);
            return KerasObject.Read<Metric>(compile, name, item, step);
        }
    }

    /// <summary>Metrics as Keras 3 writes them; null for none, and without those that Keras does not have.</summary>
    public static JsonArray? Write(IEnumerable<Metric>? metrics)
    {
        if (metrics is null) return ["accuracy"];
        var written = new JsonArray();
        foreach (var metric in metrics)
        {
            if (metric.KerasConfig is not { } settings || metric.GetType().GetCustomAttribute<KerasNameAttribute>(inherit: false)?.Name is not { } className) continue;
            var config = new JsonObject { ["name"] = metric.Name, ["dtype"] = "float32" };
            foreach (var (key, value) in settings) config[key] = value?.DeepClone();
            written.Add(KerasObject.Write("keras.metrics", className, config));
        }

        return written.Count == 0 ? null : written;
    }

    /// <summary>The shape of the targets that a loss compares with an output.</summary>
    private static Shape Target(Shape output, Loss? loss) => loss is SparseCategoricalCrossentropy && output.Rank > 0 ? new Shape([.. output.Take(output.Rank - 1), 1]) : output;
}
