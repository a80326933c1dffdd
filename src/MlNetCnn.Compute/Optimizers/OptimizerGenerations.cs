using System.Text.Json.Nodes;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>Tells generations apart.</summary>
internal static class OptimizerGenerations
{
    /// <summary>By the settings that each version's optimizers began to write, as versions of files and of optimizers need not agree.</summary>
    public static OptimizerGeneration Of(SavedTraining training, JsonObject config) =>
        config["is_legacy_optimizer"] is JsonValue flag && flag.TryGetValue<bool>(out var legacy) ? legacy ? OptimizerGeneration.Legacy : OptimizerGeneration.TfKeras
        : config.ContainsKey("loss_scale_factor") || config.ContainsKey("gradient_accumulation_steps") || training.KerasVersion?.StartsWith('3') == true ? OptimizerGeneration.Keras3
        : config.ContainsKey("use_ema") || config.ContainsKey("jit_compile") ? training.IsKeras3 ? OptimizerGeneration.Keras3 : OptimizerGeneration.TfKeras
        : training.IsKeras3 ? OptimizerGeneration.Keras3
        : OptimizerGeneration.Legacy;
}
