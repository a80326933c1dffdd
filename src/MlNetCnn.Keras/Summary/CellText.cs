using System.Text;

namespace MlNetCnn.Keras;

/// <summary>Lines of text in cells of a console, as the Python package rich (13) breaks and fills them.</summary>
internal static class CellText
{
    private const string Ellipsis = "…";

    /// <summary>A cell's lines, each of exactly the width: broken between words; a word that is too long is cut with an ellipsis.</summary>
    public static List<string> Lines(string text, int width, CellAlign align)
    {
        if (width < 1) return [];
        return [.. Wrap(text, width, fold: false).Select(line =>
        {
            if (align != CellAlign.Left) line = line.TrimEnd();
            if (Cells(line) > width) line = Cut(line, width - 1) + Ellipsis;
            var free = width - Cells(line);
            var before = align switch { CellAlign.Right => free, CellAlign.Centre => free / 2, _ => 0 };
            return new string(' ', before) + line + new string(' ', free - before);
        })];
    }

    /// <summary>Breaks text between words so that each line has at most the width, but for words that are longer.</summary>
    /// <param name="text">It may have several lines.</param>
    /// <param name="width">In cells.</param>
    /// <param name="fold">Whether longer words are broken too.</param>
    public static IEnumerable<string> Wrap(string text, int width, bool fold)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            int start = 0, used = 0;
            foreach (var (at, word) in Words(line))
            {
                var length = Cells(word.TrimEnd());
                if (used + length <= width)
                {
                    used += Cells(word);
                    continue;
                }

                if (length > width && fold)
                {
                    var end = at;
                    if (at > start) yield return Stripped(line[start..at], width);
                    start = at;
                    used = 0;
                    foreach (var rune in word.EnumerateRunes())
                    {
                        if (used + CharacterCells.Of(rune) > width)
                        {
                            yield return line[start..end];
                            (start, used) = (end, 0);
                        }

                        used += CharacterCells.Of(rune);
                        end += rune.Utf16SequenceLength;
                    }

                    continue;
                }

                if (at > start)
                {
                    yield return Stripped(line[start..at], width);
                    start = at;
                }

                used = Cells(word);
            }

            yield return Stripped(line[start..], width);
        }
    }

    /// <summary>As much of the text's beginning as fits; where half of a wide character would, a blank stands for it.</summary>
    public static string Cut(string text, int width)
    {
        if (Cells(text) <= width) return text;
        var kept = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var cells = CharacterCells.Of(rune);
            if (used + cells > width) break;
            kept.Append(rune.ToString());
            used += cells;
        }

        return kept.Append(' ', width - used).ToString();
    }

    /// <summary>How many cells a text takes.</summary>
    public static int Cells(string text) => text.EnumerateRunes().Sum(CharacterCells.Of);

    /// <summary>Words with the blanks behind them; the first with those before it.</summary>
    private static IEnumerable<(int At, string Word)> Words(string line)
    {
        var at = 0;
        while (at < line.Length)
        {
            var end = at;
            while (end < line.Length && char.IsWhiteSpace(line[end])) end++;
            if (end == line.Length) yield break;
            while (end < line.Length && !char.IsWhiteSpace(line[end])) end++;
            while (end < line.Length && char.IsWhiteSpace(line[end])) end++;
            yield return (at, line[at..end]);
            at = end;
        }
    }

    /// <summary>Without the blanks at its end that reach beyond the width.</summary>
    private static string Stripped(string line, int width) => line.Length <= width ? line : line[..Math.Max(line.TrimEnd().Length, width)];
}
