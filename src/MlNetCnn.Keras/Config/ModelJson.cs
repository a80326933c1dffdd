using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras;

/// <summary>A model's architecture as Keras JSON: <c>model.to_json()</c> and <c>model_from_json</c>.</summary>
public static class ModelJson
{
    extension(Model)
    {
        /// <summary>Makes a model of a Keras configuration, with new weights.</summary>
        /// <param name="json">
        /// What Keras 2 or 3 writes: <c>to_json()</c>, the <c>config.json</c> of a .keras file, the <c>model_config</c> of an .h5 file, or the
        /// <c>model.json</c> of a layers model of TensorFlow.js.
        /// </param>
        /// <param name="name">Name of the file, for errors.</param>
        /// <exception cref="ModelFormatException">It cannot be read; the message gives the JSON path.</exception>
        public static Model FromJson(string json, string? name = null)
        {
            ArgumentNullException.ThrowIfNull(json);
            return ModelConfig.Parse(json, name, kerasVersion: null);
        }
    }

    extension(Model model)
    {
        /// <summary>The architecture as Keras 3 writes it in <c>config.json</c>; without weights. One line.</summary>
        public string ToJson() => ModelConfig.ToJson(model);
    }
}
