using System.Globalization;
using System.Text;

namespace MlNetCnn.Keras;

/// <summary>Keras's <c>model.summary()</c>.</summary>
public static class ModelSummary
{
    private const int SequentialWidth = 65;
    private const int GraphWidth = 98;
    private const int TrainableWidth = 11;
    private static readonly double[] SequentialColumns = [.45, .85, 1];
    private static readonly double[] GraphColumns = [.33, .55, .67, 1];

    extension(Model model)
    {
        /// <summary>
        /// The table of layers, output shapes and numbers of parameters that Keras 2 prints: 65 characters wide; 98, with a column of connections,
        /// when the graph is not a plain chain. Names that are too long for their column are cut, as there. A nested model is called Functional,
        /// as Keras has done since 2.4.
        /// </summary>
        /// <param name="showTrainable">
        /// Whether a last column, 11 characters wide as in Keras 2, tells which layers train, as in Keras 3: Y, N, or - for a layer without weights. A nested model
        /// says Y while any of its layers trains. Default false.
        /// </param>
        /// <exception cref="InvalidOperationException">The model is a Sequential whose input shape is not known yet.</exception>
        public string Summary(bool showTrainable = false)
        {
            ArgumentNullException.ThrowIfNull(model);
            if (!model.IsBuilt) throw new InvalidOperationException($"The model '{model.Name}' has no input shape yet: give it one, or call Build, before the summary.");
            var chain = IsChain(model);
            var width = chain ? SequentialWidth : GraphWidth;
            List<int> ends = [.. (chain ? SequentialColumns : GraphColumns).Select(p => (int)(width * p))];
            if (showTrainable) ends.Add(width += TrainableWidth);
            var text = new StringBuilder();
            Line('_');
            Row("Layer (type)", "Output Shape", "Param #", "Connected to", "Trainable");
            Line('=');
            for (var i = 0; i < model.Layers.Count; i++)
            {
                if (i > 0) Line('_');
                var layer = model.Layers[i];
                var calls = model.Calls.Where(c => c.Layer == layer).ToArray();
                string[] connections = [.. calls.SelectMany(c => c.Inputs).Select(t => $"{t.Layer.Name}[{CallIndex(t)}][{t.Index}]")];
                Row($"{layer.Name} ({layer.ClassName})", OutputShape(calls), layer.CountParams().ToString(CultureInfo.InvariantCulture), connections.FirstOrDefault(""), Trains(layer));
                foreach (var connection in connections.Skip(1)) Row("", "", "", connection, "");
            }

            Line('=');
            long total = model.CountParams(), trainable = model.TrainableWeights.Sum(w => w.Shape.Count);
            text.Append(CultureInfo.InvariantCulture, $"Total params: {total:N0}\nTrainable params: {trainable:N0}\nNon-trainable params: {total - trainable:N0}\n");
            Line('_');
            return text.ToString();

            void Line(char c) => text.Append(c, width).Append('\n');

            void Row(string name, string shape, string parameters, string connection, string trainable)
            {
                List<string> fields = [name, shape, parameters];
                if (!chain) fields.Add(connection);
                if (showTrainable) fields.Add(trainable);
                var line = "";
                for (var i = 0; i < ends.Count; i++)
                {
                    if (i > 0) line = line[..^1] + " ";
                    line += fields[i];
                    line = line.Length > ends[i] ? line[..ends[i]] : line.PadRight(ends[i]);
                }

                text.Append(line).Append('\n');
            }

            int CallIndex(KerasTensor tensor) => model.Calls.Count(c => c.Layer == tensor.Layer && c.Index < tensor.Node.Index);
        }
    }

    private static string Trains(Layer layer) => layer.Weights.Count == 0 ? "-" : layer.Trainable ? "Y" : "N";

    /// <summary>Whether every call has at most one input, no two take the same, and no layer is called twice: Keras's rule for the narrow table.</summary>
    private static bool IsChain(Model model)
    {
        var taken = new HashSet<KerasTensor>();
        return model.Inputs.Count == 1
            && model.Outputs.Count == 1
            && model.Calls.All(c => c.Inputs.Count <= 1 && c.Inputs.All(taken.Add))
            && model.Calls.GroupBy(c => c.Layer).All(g => g.Count() == 1);
    }

    private static string OutputShape(Node[] calls)
    {
        string[] shapes = [.. calls.SelectMany(c => c.Outputs).Select(t => t.Shape.ToBatchString()).Distinct()];
        return shapes switch
        {
            [] => "?",
            [var only] => only,
            _ when calls.Length > 1 => "multiple",
            _ => $"[{string.Join(", ", shapes)}]",
        };
    }
}
