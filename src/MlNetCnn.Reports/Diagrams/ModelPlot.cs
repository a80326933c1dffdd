using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Reports;

/// <summary>Keras's <c>plot_model</c>.</summary>
public static class ModelPlot
{
    extension(Model model)
    {
        /// <summary>
        /// The model as a diagram: a box per layer, coloured by what it does, an arrow wherever one takes what another makes. A layer that is called several times has one box, as in Keras. The input
        /// of a <see cref="Sequential"/>, which Keras leaves out, has a box too.
        /// </summary>
        /// <param name="options">What boxes tell, direction, nested models; null for the defaults.</param>
        /// <exception cref="InvalidOperationException">The model is a Sequential whose input shape is not known yet.</exception>
        /// <exception cref="ArgumentException">The model has more than 5,000 layers.</exception>
        /// <example><code>
        /// File.WriteAllText("vgg16.svg", Applications.Vgg16().Plot(new() { ShowTrainable = true }).ToSvg());
        /// </code></example>
        public NetworkDiagram Plot(PlotOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            options ??= new PlotOptions();
            if (model.Inputs.Count == 0) throw new InvalidOperationException($"The model '{model.Name}' has no input shape yet: give it one, or call Build, before it is drawn.");
            var parts = new Parts(options);
            parts.Add(model, group: null, prefix: "");
            return new NetworkDiagram(model.Name, parts.Nodes, parts.Edges, parts.Groups)
            {
                Subtitle = string.Create(CultureInfo.InvariantCulture, $"{model.ClassName}, {Count(model.Layers.Count, "layer")}, {Count(model.CountParams(), "parameter")}"),
                Direction = options.Direction,
                PngScale = options.PngScale,
            };
        }

        /// <summary>Draws the model into a file, whole or not at all, as Keras's <c>plot_model(model, to_file)</c> does.</summary>
        /// <param name="path">Path of the file; it ends with <c>.svg</c> or <c>.png</c>.</param>
        /// <param name="options">As of <see cref="Plot(Model, PlotOptions?)"/>.</param>
        /// <exception cref="ArgumentException">The path has another ending.</exception>
        /// <exception cref="IOException">The file cannot be written; what was there before still is.</exception>
        public void SavePlot(string path, PlotOptions? options = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            var ending = Path.GetExtension(path).ToLowerInvariant();
            if (ending is not (".svg" or ".png")) throw new ArgumentException($"Plots are .svg or .png files; '{path}' has another ending.", nameof(path));
            var diagram = model.Plot(options);
            if (ending == ".svg")
            {
                AtomicFile.WriteAllText(path, diagram.ToSvg());
                return;
            }

            var bytes = diagram.ToPng();
            AtomicFile.Write(path, stream => stream.Write(bytes));
        }
    }

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private sealed class Parts(PlotOptions options)
    {
        public List<DiagramNode> Nodes { get; } = [];

        public List<DiagramEdge> Edges { get; } = [];

        public List<DiagramGroup> Groups { get; } = [];

        public void Add(Model model, string? group, string prefix)
        {
            var descriptions = model.Describe().ToDictionary(l => l.Layer);
            var calls = model.Calls.CountBy(c => c.Layer).ToDictionary();
            foreach (var layer in model.Calls.Select(c => c.Layer).Distinct())
            {
                // In a frame, what comes in is the input of a Sequential.
                if (layer is InputLayer && group is not null && model is Sequential) continue;
                var id = prefix + layer.Name;
                if (options.ExpandNested && layer is Model inner)
                {
                    Groups.Add(new DiagramGroup(id, calls[layer] == 1 ? layer.Name : $"{layer.Name}, called {calls[layer]} times", group));
                    Add(inner, id, id + "/");
                }
                else
                {
                    Nodes.Add(Node(layer, descriptions.GetValueOrDefault(layer), calls[layer]) with { Id = id, Group = group });
                }
            }

            foreach (var call in model.Calls)
                foreach (var input in call.Inputs.Where(t => group is null || model is not Sequential || t.Layer is not InputLayer)) Edges.Add(new DiagramEdge(prefix + input.Layer.Name, prefix + call.Layer.Name));
        }

        private DiagramNode Node(Layer layer, LayerDescription? description, int calls)
        {
            var shapes = layer.Nodes.Count == 0 ? [] : layer.Nodes[^1].Outputs.Select(t => t.Shape.ToBatchString()).ToList();
            var what = LayerKinds.Describe(layer);
            if (options.ShowLayerActivations && description?.Activation is { } activation && activation != "linear") what += ", " + activation;
            List<string> lines = options.ShowLayerNames ? [what] : [];
            if (options.ShowShapes && shapes.Count > 0) lines.Add(string.Join(", ", shapes));
            var facts = new List<string>();
            if (options.ShowDtype) facts.Add("float32");
            if (options.ShowParams && layer.Weights.Count > 0) facts.Add(Count(layer.CountParams(), "parameter"));
            if (calls > 1) facts.Add($"called {calls} times");
            if (facts.Count > 0) lines.Add(string.Join(", ", facts));
            return new DiagramNode(layer.Name, options.ShowLayerNames ? layer.Name : what)
            {
                Kind = LayerKinds.Of(layer),
                Lines = lines,
                Trainable = options.ShowTrainable && layer.Weights.Count > 0 ? layer.Trainable : null,
            };
        }
    }
}
