using System.Globalization;

namespace MlNetCnn.Training;

/// <summary>
/// A history as CSV in the form of Keras's <c>CSVLogger</c>: a header <c>epoch,accuracy,loss,val_accuracy,val_loss</c> (names sorted), one line per
/// epoch, epochs from 0, numbers with as many digits as bring back the same value. Lines end in a line feed alone.
/// </summary>
internal static class HistoryCsv
{
    /// <summary>Writes the history.</summary>
    public static void Write(History history, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        string[] names = [.. history.Names.Order(StringComparer.Ordinal)];
        writer.Write($"epoch,{string.Join(',', names.Select(Quote))}\n");
        for (var epoch = 0; epoch < history.Count; epoch++)
        {
            var values = names.Select(n => history[n][epoch].ToString("R", CultureInfo.InvariantCulture));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{history.FirstEpoch + epoch},{string.Join(',', values)}\n"));
        }
    }

    /// <summary>Quotes a name where CSV needs it (RFC 4180). Our metrics' never do; those of a file that was read may.</summary>
    private static string Quote(string name) => name.AsSpan().ContainsAny(",\"\r\n") ? $"\"{name.Replace("\"", "\"\"")}\"" : name;
}
