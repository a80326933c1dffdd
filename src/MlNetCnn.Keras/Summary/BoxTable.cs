using System.Text;

namespace MlNetCnn.Keras;

/// <summary>A table in boxes with a heavy head, as the Python package rich (13) draws it, which Keras 3 prints with.</summary>
/// <param name="columns">The columns.</param>
/// <param name="width">Of the whole table, in characters.</param>
/// <param name="wished">Of the text of each column; made to fit the table as rich does.</param>
internal sealed class BoxTable(IReadOnlyList<CellColumn> columns, int width, IReadOnlyList<int> wished)
{
    private readonly List<string[]> _rows = [];
    private readonly int[] _widths = Fit(wished, width - (wished.Count + 1));

    public void Add(string[] fields) => _rows.Add(fields);

    public IEnumerable<string> Lines()
    {
        yield return Rule("┏━┳┓");
        foreach (var line in Row([.. columns.Select(c => c.Header)], '┃', isHeader: true)) yield return line;
        yield return Rule("┡━╇┩");
        for (var i = 0; i < _rows.Count; i++)
        {
            if (i > 0) yield return Rule("├─┼┤");
            foreach (var line in Row(_rows[i], '│', isHeader: false)) yield return line;
        }

        yield return Rule("└─┴┘");
    }

    /// <summary>Widths of the columns with a blank on either side, which together are as wide as there is room: where they would be wider, each gives up as much.</summary>
    private static int[] Fit(IReadOnlyList<int> wished, int room)
    {
        int[] widths = [.. wished.Select(w => w + 2)];
        var excess = widths.Sum() - room;
        if (excess > 0)
        {
            for (var i = 0; i < widths.Length; i++)
            {
                // Python's round: halves go to the even number.
                var given = Math.Min(widths[i], (int)Math.Round((double)excess / (widths.Length - i), MidpointRounding.ToEven));
                widths[i] -= given;
                excess -= given;
            }

            return widths;
        }

        var (free, sum) = (-excess, widths.Sum());
        for (var i = 0; i < widths.Length && free > 0; i++)
        {
            var given = (int)Math.Ceiling((double)widths[i] * free / sum);
            sum -= widths[i];
            widths[i] += given;
            free -= given;
        }

        return widths;
    }

    private string Rule(string box) => $"{box[0]}{string.Join(box[2], _widths.Select(w => new string(box[1], w)))}{box[3]}";

    private IEnumerable<string> Row(string[] fields, char bar, bool isHeader)
    {
        List<string>[] cells = [.. fields.Select((f, i) => CellText.Lines(f, _widths[i] - 2, columns[i].Align))];
        var height = Math.Max(1, cells.Max(c => c.Count));
        for (var n = 0; n < height; n++)
        {
            var line = new StringBuilder().Append(bar);
            for (var i = 0; i < cells.Length; i++)
            {
                // A header stands at the bottom, other cells at the top.
                var at = isHeader ? n - (height - cells[i].Count) : n;
                var cell = at >= 0 && at < cells[i].Count ? cells[i][at] : new string(' ', Math.Max(0, _widths[i] - 2));
                line.Append(_widths[i] >= 2 ? $" {cell} " : new string(' ', _widths[i])).Append(bar);
            }

            yield return line.ToString();
        }
    }
}
