using System.Globalization;
using System.Text;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <summary>The table of tf.keras 2.13 to 2.15 (<c>keras/utils/layer_utils.py</c>, <c>print_summary</c> of 2.15.0).</summary>
internal static class TfKeras2Table
{
    private const int TrainableWidth = 11;
    private static readonly double[] ChainColumns = [.45, .85, 1];
    private static readonly double[] GraphColumns = [.3, .6, .7, 1];
    private static readonly string[] Breaks = ["),", "},", "],", "',"];

    public static string Print(SummaryRows rows, SummaryOptions options)
    {
        var width = options.LineLength ?? (rows.IsChain ? 65 : 98);
        var positions = options.Positions ?? (rows.IsChain ? ChainColumns : GraphColumns);
        List<int> ends = [.. positions.Select(p => positions[^1] <= 1 ? (int)(width * p) : (int)p)];
        List<string> header = rows.IsChain ? ["Layer (type)", "Output Shape", "Param #"] : ["Layer (type)", "Output Shape", "Param #", "Connected to"];
        if (options.ShowTrainable)
        {
            ends.Add(width += TrainableWidth);
            header.Add("Trainable");
        }

        List<SummaryRow> list = [.. rows.List()];
        CheckWidths(ends, list.Max(r => r.Level));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Model: \"{rows.Model.Name}\"\n").Append('_', width).Append('\n');
        Write(text, header, ends, 0);
        text.Append('=', width).Append('\n');
        // Rows of a model lie between rules of macrons, with a bar per level on either side; where one ends, so does its frame.
        var open = new Stack<SummaryRow>();
        foreach (var row in list)
        {
            while (open.Count > row.Level) Close(open.Pop());
            List<string> fields = [$"{row.Name} ({row.Layer.ClassName})", OutputShape(row.Layer), row.Layer.CountParams().ToString(CultureInfo.InvariantCulture)];
            if (!rows.IsChain) fields.Add($"[{string.Join(", ", rows.Connections(row.Layer).Select(c => $"'{c}'"))}]");
            if (options.ShowTrainable) fields.Add(row.Layer.Trainable ? "Y" : "N");
            Write(text, fields, ends, row.Level);
            if (row.IsOpen)
            {
                Frame('¯', row.Level + 1, width);
                open.Push(row);
            }
            else if (row.Level == 0 || !row.IsLast)
            {
                Frame(' ', row.Level, width);
            }
        }

        while (open.TryPop(out var last)) Close(last);
        text.Append('=', width).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"Total params: {rows.Total} ({MemorySize.Of(4.0 * rows.Total, "Byte")})\n");
        text.Append(CultureInfo.InvariantCulture, $"Trainable params: {rows.Trainable} ({MemorySize.Of(4.0 * rows.Trainable, "Byte")})\n");
        text.Append(CultureInfo.InvariantCulture, $"Non-trainable params: {rows.Total - rows.Trainable} ({MemorySize.Of(4.0 * (rows.Total - rows.Trainable), "Byte")})\n");
        return text.Append('_', width).Append('\n').ToString();

        // No blank line follows a model that has been opened.
        void Close(SummaryRow row) => Frame('¯', row.Level, width);

        void Frame(char fill, int level, int length) => text.Append('|', level).Append(fill, length - 2 * level).Append('|', level).Append('\n');
    }

    private static void CheckWidths(List<int> ends, int deepest)
    {
        for (var i = 0; i < ends.Count; i++)
        {
            var room = ends[i] - (i == 0 ? deepest : ends[i - 1]) - (i < ends.Count - 1 ? 3 : 0);
            if (room < 1) throw new ArgumentException($"Column {i + 1} of the summary ends at {ends[i]}, which leaves it no room: give a larger LineLength or other Positions.", "options");
        }
    }

    /// <summary>Writes a row in as many lines as its fields need. A field goes on below after as many characters as fit, or after a comma that closes something.</summary>
    private static void Write(StringBuilder text, List<string> fields, List<int> ends, int level)
    {
        var left = fields.ToArray();
        while (left.Any(f => f.Length > 0))
        {
            var line = new StringBuilder().Append('|', level).Append(' ');
            for (var i = 0; i < left.Length; i++)
            {
                var isLast = i == left.Length - 1;
                var room = ends[i] - (i == 0 ? level : ends[i - 1]) - (isLast ? 0 : 3);
                var part = left[i][..Math.Min(room, left[i].Length)];
                var cut = Breaks.Select(b => part.IndexOf(b, StringComparison.Ordinal)).Where(at => at >= 0).Select(at => at + 2).DefaultIfEmpty(part.Length).Min();
                line.Append(part, 0, cut);
                left[i] = left[i][cut..];
                if (!isLast) line.Append("  ");
                line.Append(' ', Math.Max(0, ends[i] - line.Length - (isLast ? level : 0)));
            }

            text.Append(line).Append('|', level).Append('\n');
        }
    }

    /// <summary>Keras's <c>layer.output_shape</c>. An input layer's is a list; a model's is that of its own outputs, whatever it was called on.</summary>
    private static string OutputShape(Layer layer)
    {
        if (layer is Model model) return model.Outputs.Count == 1 ? model.Outputs[0].Shape.ToBatchString() : List(model.Outputs);
        if (layer is InputLayer input) return List([input.Output]);
        string[] shapes = [.. layer.Nodes.Select(c => c.Outputs[0].Shape.ToBatchString()).Distinct()];
        return shapes.Length == 1 ? shapes[0] : "multiple";

        static string List(IEnumerable<KerasTensor> tensors) => $"[{string.Join(", ", tensors.Select(t => t.Shape.ToBatchString()))}]";
    }
}
