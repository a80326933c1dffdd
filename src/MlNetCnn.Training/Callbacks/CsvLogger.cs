using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Writes a line per epoch to a CSV file: Keras 3's <c>CSVLogger</c>, to the byte. A header, <c>epoch</c> and the names of the first epoch's logs in order, then the epoch, from 0, and the
/// numbers as Python writes them; <c>NA</c> where a number is missing; lines end in carriage return and line feed. As in Keras the columns are those of the first epoch, and
/// without any validation among them there are <c>val_</c> columns all the same, with NA.
/// </summary>
/// <remarks>
/// Each line is written at once and reaches the system before the next epoch begins, so that a killed run leaves whole lines. A resumed run first cuts the file back to where its checkpoint
/// was taken: no line comes twice. The file of an earlier fit is overwritten when the first line is written, not before.
/// </remarks>
public sealed class CsvLogger : Callback
{
    private readonly string _filename, _separator;
    private readonly bool _append;
    private string[]? _keys;
    private long? _length;

    /// <summary>Makes the callback.</summary>
    /// <param name="filename">The file; its folder must exist.</param>
    /// <param name="separator">What stands between values: one character. Default a comma.</param>
    /// <param name="append">
    /// Whether an existing file is continued: its lines stay, and where it has some no header is written. A last line that was torn off is removed. Default false: it is overwritten.
    /// </param>
    /// <exception cref="ArgumentException">The file's name is empty, or the separator is not one character, or a quote or a line break.</exception>
    public CsvLogger(string filename, string separator = ",", bool append = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(filename);
        ArgumentNullException.ThrowIfNull(separator);
        if (separator.Length != 1 || separator is "\"" or "\r" or "\n") throw new ArgumentException($"'{separator}' cannot separate values: one character, no quote and no line break.", nameof(separator));
        (_filename, _separator, _append) = (filename, separator, append);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    protected internal override void OnTrainBegin(FitContext fit)
    {
        (_keys, _length) = (null, null);
        // So that a wrong path is told of before the first epoch, not after it.
        using var file = Open();
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The line cannot be written; the message names the file, which ends in a whole line.</exception>
    protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        _keys ??= Columns(logs.Keys);
        using var file = Open();
        Begin(file);
        var text = file.Length == 0 ? Line(_keys.Prepend("epoch")) : "";
        text += Line(_keys.Select(k => logs.TryGetValue(k, out var value) ? PythonNumber.Repr(value) : "NA").Prepend(epoch.ToString(CultureInfo.InvariantCulture)));
        var start = file.Length;
        try
        {
            file.Position = start;
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush();
        }
        catch (IOException e)
        {
            file.SetLength(start);
            throw new IOException($"'{Path.GetFullPath(_filename)}' cannot be written: {e.Message}", e) { HResult = e.HResult };
        }

        _length = file.Length;
    }

    /// <inheritdoc/>
    protected internal override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs)
    {
        if (_length is not null) return;
        using var file = Open();
        Begin(file);
    }

    /// <inheritdoc/>
    protected internal override CallbackState SaveState()
    {
        var state = new CallbackState();
        if (_length is { } length) state.Values["length"] = length;
        if (_keys is not null) state.Values["columns"] = new JsonArray([.. _keys.Select(k => JsonValue.Create(k))]);
        return state;
    }

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        long? length = state.Values.ContainsKey("length") ? state.Long("length") : null;
        if (length < 0) throw new InvalidDataException($"The state of {nameof(CsvLogger)} has a file of {length} bytes.");
        (_keys, _length) = (state.Values.ContainsKey("columns") ? state.Strings("columns") : null, length);
    }

    private static string[] Columns(IEnumerable<string> names)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        return sorted.Any(n => n.StartsWith("val_", StringComparison.Ordinal)) ? sorted : [.. sorted, .. sorted.Select(n => "val_" + n)];
    }

    private FileStream Open() => new(_filename, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    // Brings the file to where this run's next line belongs.
    private void Begin(FileStream file)
    {
        if (_length is { } length) file.SetLength(Math.Min(length, file.Length));
        else if (!_append) file.SetLength(0);
        if (file.Length > 0) CutTornLine(file);
    }

    private static void CutTornLine(FileStream file)
    {
        var end = file.Length;
        for (; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') break;
        }

        if (end < file.Length) file.SetLength(end);
    }

    private string Line(IEnumerable<string> values) => string.Join(_separator, values.Select(Quote)) + "\r\n";

    private string Quote(string value) =>
        value.Contains(_separator, StringComparison.Ordinal) || value.AsSpan().ContainsAny("\"\r\n") ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
}
