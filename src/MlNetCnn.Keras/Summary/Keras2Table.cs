using System.Globalization;
using System.Text;

namespace MlNetCnn.Keras;

/// <summary>The table of Keras 2.0 to 2.3 (<c>keras/utils/layer_utils.py</c>, <c>print_summary</c> of 2.2.2).</summary>
internal static class Keras2Table
{
    private const int TrainableWidth = 11;
    private static readonly double[] ChainColumns = [.45, .85, 1];
    private static readonly double[] GraphColumns = [.33, .55, .67, 1];

    public static string Print(SummaryRows rows, SummaryOptions options)
    {
        var width = options.LineLength ?? (rows.IsChain ? 65 : 98);
        var positions = options.Positions ?? (rows.IsChain ? ChainColumns : GraphColumns);
        List<int> ends = [.. positions.Select(p => positions[^1] <= 1 ? (int)(width * p) : (int)p)];
        if (options.ShowTrainable) ends.Add(width += TrainableWidth);
        var text = new StringBuilder();
        Line('_');
        Row("Layer (type)", "Output Shape", "Param #", "Connected to", "Trainable");
        var first = true;
        foreach (var row in rows.List())
        {
            Line(first ? '=' : '_');
            first = false;
            var layer = row.Layer;
            var connections = rows.Connections(layer);
            var bars = row.Level == 0 ? "" : new string('|', row.Level) + " ";
            Row($"{bars}{row.Name} ({layer.ClassName})", OutputShape(layer), layer.CountParams().ToString(CultureInfo.InvariantCulture), connections.FirstOrDefault(""), Trains(layer));
            foreach (var connection in connections.Skip(1)) Row(bars, "", "", connection, "");
        }

        Line('=');
        text.Append(CultureInfo.InvariantCulture, $"Total params: {rows.Total:N0}\nTrainable params: {rows.Trainable:N0}\nNon-trainable params: {rows.Total - rows.Trainable:N0}\n");
        Line('_');
        return text.ToString();

        void Line(char c) => text.Append(c, width).Append('\n');

        void Row(string name, string shape, string parameters, string connection, string trainable)
        {
            List<string> fields = [name, shape, parameters];
            if (!rows.IsChain) fields.Add(connection);
            if (options.ShowTrainable) fields.Add(trainable);
            var line = "";
            for (var i = 0; i < ends.Count; i++)
            {
                if (i > 0) line = line[..^1] + " ";
                line += fields[i];
                line = line.Length > ends[i] ? line[..ends[i]] : line.PadRight(ends[i]);
            }

            text.Append(line).Append('\n');
        }
    }

    private static string Trains(Layer layer) => layer.Weights.Count == 0 ? "-" : layer.Trainable ? "Y" : "N";

    /// <summary>Keras's <c>layer.output_shape</c>: of the only call, or of calls that all make the same.</summary>
    private static string OutputShape(Layer layer)
    {
        string[] shapes = [.. layer.Nodes.Select(c => c.Outputs.Count == 1 ? c.Outputs[0].Shape.ToBatchString() : $"[{string.Join(", ", c.Outputs.Select(t => t.Shape.ToBatchString()))}]").Distinct()];
        return shapes.Length == 1 ? shapes[0] : "multiple";
    }
}
