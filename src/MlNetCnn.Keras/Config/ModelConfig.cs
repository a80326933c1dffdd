using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Config;

/// <summary>A model's configuration as JSON, in Keras's form.</summary>
internal static class ModelConfig
{
    public static void Write(Model model, ConfigWriter config) => throw new NotSupportedException($"{model.Name} {config.Json.Count} {new JsonArray().Count}");

    public static Model ReadFunctional(ConfigReader config) => throw config.Error("");

    public static Sequential ReadSequential(ConfigReader config) => throw config.Error("");
}
