using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras;

/// <summary>A model's layers as a list for programs.</summary>
public static class ModelDescription
{
    extension(Model model)
    {
        /// <summary>The layers in Keras's order, each with its shapes, parameters and connections.</summary>
        /// <param name="expandNested">Whether the layers of nested models follow theirs. Default false.</param>
        /// <exception cref="InvalidOperationException">The model is a Sequential whose input shape is not known yet.</exception>
        /// <example><code>
        /// foreach (var layer in model.Describe().Where(l => l.Trainable)) log($"{layer.Name}: {layer.Params:N0}");
        /// </code></example>
        public IReadOnlyList<LayerDescription> Describe(bool expandNested = false)
        {
            ArgumentNullException.ThrowIfNull(model);
            if (!model.IsBuilt) throw new InvalidOperationException($"The model '{model.Name}' has no input shape yet: give it one, or call Build, before its layers are described.");
            var rows = new SummaryRows(model, new SummaryOptions { ExpandNested = expandNested });
            var list = new List<LayerDescription>();
            var path = new List<string>();
            foreach (var row in rows.List())
            {
                path.RemoveRange(row.Level, path.Count - row.Level);
                path.Add(row.Name);
                var layer = row.Layer;
                var last = layer.Nodes.Count > 0 ? layer.Nodes[^1] : null;
                list.Add(new LayerDescription
                {
                    Index = list.Count,
                    Layer = layer,
                    Path = string.Join('/', path),
                    Level = row.Level,
                    InputShapes = last is null ? [] : [.. last.Inputs.Select(t => t.Shape)],
                    OutputShapes = last is null ? [] : [.. last.Outputs.Select(t => t.Shape)],
                    TrainableParams = TrainableParams(layer),
                    Activation = Activation(layer),
                    ConnectedTo = rows.Connections(layer),
                });
            }

            return list;
        }
    }

    private static long TrainableParams(Layer layer) =>
        (layer is Model model ? model.TrainableWeights : layer.Trainable ? layer.Weights.Where(w => w.Trainable) : []).Sum(w => w.Shape.Count);

    /// <summary>As the layer writes it to a file, so that every layer that has one tells.</summary>
    private static string? Activation(Layer layer)
    {
        if (layer is Model) return null;
        var config = new ConfigWriter();
        layer.WriteConfig(config);
        return config.Json["activation"] is { } activation && activation.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string?)activation : null;
    }
}
