using System.Globalization;
using System.Text;

namespace MlNetCnn.Keras;

/// <summary>The table of Keras 3 (<c>keras/src/utils/summary_utils.py</c> of 3.9.2), without colours.</summary>
internal static class Keras3Table
{
    private static readonly double[] ChainColumns = [.45, .8, 1];
    private static readonly double[] GraphColumns = [.3, .56, .74, 1];

    /// <summary>The layers that Keras 3 calls built from the start, because they have nothing to build: they say 0 where others say 0 (unbuilt).</summary>
    private static readonly HashSet<string> NothingToBuild =
    [
        "Activation", "ActivityRegularization", "AlphaDropout", "AveragePooling2D", "Dropout", "ELU", "GaussianDropout", "GaussianNoise", "GlobalAveragePooling2D", "GlobalMaxPooling2D", "Identity",
        "InputLayer", "LeakyReLU", "Masking", "MaxPooling2D", "ReLU", "Softmax", "SpatialDropout2D",
    ];

    public static string Print(SummaryRows rows, SummaryOptions options)
    {
        var chain = rows.IsChain;
        List<double> positions = [.. options.Positions ?? (chain ? ChainColumns : GraphColumns)];
        List<CellColumn> columns = [new("Layer (type)", CellAlign.Left), new("Output Shape", CellAlign.Left), new("Param #", CellAlign.Right)];
        if (!chain) columns.Add(new("Connected to", CellAlign.Left));
        var length = chain ? 88 : 108;
        if (options.ShowTrainable)
        {
            length += 12;
            positions = [.. positions.Select(p => p * 0.90), 1];
            columns.Add(new("Trainable", CellAlign.Centre));
        }

        length = options.LineLength ?? Math.Min(length, options.ConsoleWidth - 4);
        var table = new BoxTable(columns, length, [.. Widths(positions, length)]);
        foreach (var row in rows.List()) table.Add(Fields(row, rows, options));
        var text = new StringBuilder();
        foreach (var line in CellText.Wrap($"Model: \"{rows.Model.Name}\"", options.ConsoleWidth, fold: true)) text.Append(line).Append('\n');
        // What is wider than the console is not shown.
        foreach (var line in table.Lines()) text.Append(CellText.Cut(line, options.ConsoleWidth)).Append('\n');
        Total(" Total params: ", rows.Total + (options.OptimizerParams ?? 0));
        Total(" Trainable params: ", rows.Trainable);
        Total(" Non-trainable params: ", rows.Total - rows.Trainable);
        if (options.OptimizerParams is { } optimizer) Total(" Optimizer params: ", optimizer);
        return text.ToString();

        void Total(string label, long count)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{label}{count:N0} ({MemorySize.Of(4.0 * count)})");
            foreach (var part in CellText.Wrap(line, options.ConsoleWidth, fold: true)) text.Append(part).Append('\n');
        }
    }

    private static IEnumerable<int> Widths(IEnumerable<double> positions, int length)
    {
        var current = 0;
        foreach (var position in positions)
        {
            var width = (int)(position * length) - current;
            if (width < 4)
                throw new ArgumentException($"{length} characters are too few for a summary with these columns: one of them would have {width}, and 4 is the least. Give a larger LineLength or ConsoleWidth.", "options");
            yield return width;
            current += width;
        }
    }

    private static string[] Fields(SummaryRow row, SummaryRows rows, SummaryOptions options)
    {
        var layer = row.Layer;
        var prefix = row.Level == 0 ? "" : new string(' ', 3 * row.Level) + "└ ";
        var count = layer.IsBuilt ? layer.CountParams().ToString("N0", CultureInfo.InvariantCulture) : NothingToBuild.Contains(layer.ClassName) ? "0" : "0 (unbuilt)";
        List<string> fields = [$"{prefix}{row.Name} ({layer.ClassName})", OutputShape(layer), count];
        if (!rows.IsChain) fields.Add(rows.Connections(layer) is { Count: > 0 } connections ? string.Join(", ", connections) : "-");
        if (options.ShowTrainable) fields.Add(layer.Weights.Count == 0 ? "-" : layer.Trainable ? "Y" : "N");
        return [.. fields];
    }

    /// <summary>That of the last call.</summary>
    private static string OutputShape(Layer layer)
    {
        if (layer.Nodes.Count == 0) return "?";
        string[] shapes = [.. layer.Nodes[^1].Outputs.Select(t => $"({string.Join(", ", t.Shape.Select(d => d == Shape.Unknown ? "None" : d.ToString(CultureInfo.InvariantCulture)).Prepend("None"))})")];
        return shapes.Length == 1 ? shapes[0] : $"[{string.Join(", ", shapes)}]";
    }
}
