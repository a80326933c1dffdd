using System.Text.Json.Nodes;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>Tells generations apart.</summary>
internal static class OptimizerGenerations
{
    /// <summary>
    /// By the settings that each version's optimizers write, as the versions of files and of optimizers need not agree: tf.keras 2.11 brought <c>use_ema</c>, and
    /// <c>is_legacy_optimizer</c> as long as there were two kinds; Keras 3 has the first and not the second.
    /// </summary>
    public static OptimizerGeneration Of(JsonObject config) =>
        config["is_legacy_optimizer"] is JsonValue flag && flag.TryGetValue<bool>(out var legacy) ? legacy ? OptimizerGeneration.Legacy : OptimizerGeneration.TfKeras
        : config.ContainsKey("use_ema") ? OptimizerGeneration.Keras3
        : OptimizerGeneration.Legacy;
}
