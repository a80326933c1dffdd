using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// A path with places for numbers in Python's format, as <c>model-{epoch:02d}-{val_loss:.2f}.keras</c>. After the name may stand a width, with a 0 before it to fill up with zeros,
/// a dot and a precision, and <c>d</c> for whole numbers, <c>f</c> or <c>%</c> for others; <c>{{</c> and <c>}}</c> are braces.
/// </summary>
internal sealed partial class PathTemplate
{
    private readonly List<(string Text, Place? Place)> _parts = [];

    /// <summary>Reads a template.</summary>
    /// <exception cref="ArgumentException">It is not of that form; the message names the place.</exception>
    public PathTemplate(string template)
    {
        ArgumentException.ThrowIfNullOrEmpty(template);
        Template = template;
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (c == '{')
            {
                var end = template.IndexOf('}', i);
                if (end < 0) throw Wrong("the brace at position", i, "is never closed");
                var match = Places().Match(template[(i + 1)..end]);
                if (!match.Success) throw Wrong($"'{template[i..(end + 1)]}' at position", i, "is no place of the forms {epoch}, {epoch:02d}, {val_loss:.2f}, {accuracy:.1%}");
                _parts.Add((text.ToString(), new Place(match)));
                text.Clear();
                i = end;
            }
            else if (c == '}')
            {
                throw Wrong("the brace at position", i, "was never opened");
            }
            else
            {
                text.Append(c);
            }
        }

        _parts.Add((text.ToString(), null));
    }

    /// <summary>The template as given.</summary>
    public string Template { get; }

    /// <summary>Fills the places.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="batch">From 1; null for none.</param>
    /// <param name="logs">Numbers by name.</param>
    /// <exception cref="ArgumentException">A place names a number that is not there, or a number with a fraction is to be written as a whole one.</exception>
    public string Fill(int epoch, int? batch, IEnumerable<KeyValuePair<string, double>> logs)
    {
        var path = new StringBuilder();
        foreach (var (text, place) in _parts)
        {
            path.Append(text);
            if (place is null) continue;
            int? whole = place.Name switch { "epoch" => epoch, "batch" => batch, _ => null };
            double? value = whole ?? logs.Where(l => l.Key == place.Name).Select(l => (double?)l.Value).FirstOrDefault();
            if (value is null)
            {
                var names = logs.Select(l => l.Key).Prepend("epoch").Concat(batch is null ? [] : ["batch"]);
                throw new ArgumentException($"The path '{Template}' has a place for '{place.Name}', which is not among the numbers here: {string.Join(", ", names)}.");
            }

            if (whole is null && place.Type == 'd') throw new ArgumentException($"The path '{Template}' wants '{place.Name}' as a whole number (d); it has a fraction: use f, as in {{{place.Name}:.2f}}.");
            path.Append(place.Write(value.Value, whole is not null));
        }

        return path.ToString();
    }

    private ArgumentException Wrong(string what, int position, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The path '{Template}' cannot be filled: {what} {position} {why}."));

    [GeneratedRegex(@"^([A-Za-z_]\w*)(?::(0?)([1-9][0-9]?)?(?:\.([0-9]{1,2})(?=[f%]))?([df%])?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Places();

    private sealed class Place(Match match)
    {
        private readonly bool _zeros = match.Groups[2].Value.Length > 0;
        private readonly int _width = Number(match.Groups[3], 0), _precision = Number(match.Groups[4], 6);

        public string Name { get; } = match.Groups[1].Value;

        public char? Type { get; } = match.Groups[5].Success ? match.Groups[5].Value[0] : null;

        public string Write(double value, bool whole)
        {
            var text = Type switch
            {
                'f' => PythonNumber.Fixed(value, _precision),
                '%' => PythonNumber.Fixed(value * 100, _precision) + "%",
                _ => whole ? ((int)value).ToString(CultureInfo.InvariantCulture) : PythonNumber.Repr(value),
            };
            if (!_zeros) return text.PadLeft(_width);
            return text[0] == '-' ? "-" + text[1..].PadLeft(_width - 1, '0') : text.PadLeft(_width, '0');
        }

        private static int Number(Group group, int otherwise) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : otherwise;
    }
}
