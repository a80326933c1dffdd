using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// Loss and metrics, epoch by epoch: Keras's <c>History</c>. It holds no times, so that two runs of one seed have equal histories, bit for bit.
/// </summary>
public sealed class History
{
    internal const string ValidationPrefix = "val_";

    private readonly Dictionary<string, List<double>> _series;

    /// <summary>Starts an empty history.</summary>
    /// <param name="metrics">Names of the metrics beside the loss.</param>
    /// <param name="validated">Whether there are <c>val_</c> series too.</param>
    /// <param name="firstEpoch">The first epoch's number.</param>
    internal History(IEnumerable<string> metrics, bool validated, int firstEpoch = 0)
    {
        FirstEpoch = firstEpoch;
        // Keras 3 sorts an epoch's logs by name and puts those of the validation behind.
        string[] names = [.. metrics.Append("loss").Order(StringComparer.Ordinal)];
        Names = validated ? [.. names, .. names.Select(n => ValidationPrefix + n)] : names;
        _series = Names.ToDictionary(n => n, _ => new List<double>(), StringComparer.Ordinal);
    }

    internal History(IEnumerable<KeyValuePair<string, List<double>>> series, bool cancelled, int? bestEpoch, int firstEpoch)
    {
        KeyValuePair<string, List<double>>[] all = [.. series];
        Names = [.. all.Select(s => s.Key)];
        _series = new Dictionary<string, List<double>>(all, StringComparer.Ordinal);
        (Cancelled, BestEpoch, FirstEpoch) = (cancelled, bestEpoch, firstEpoch);
    }

    /// <summary>Names of the series in Keras's order: <c>accuracy</c>, <c>loss</c>, <c>val_accuracy</c>, <c>val_loss</c>.</summary>
    public IReadOnlyList<string> Names { get; private set; }

    /// <summary>Number of epochs that ended.</summary>
    public int Count => Names.Count == 0 ? 0 : _series[Names[0]].Count;

    /// <summary>The epochs that ended, counted from 0 as in Keras; the first is <see cref="FitOptions.InitialEpoch"/>.</summary>
    public IReadOnlyList<int> Epochs => [.. Enumerable.Range(FirstEpoch, Count)];

    /// <summary>The number of the first epoch.</summary>
    internal int FirstEpoch { get; }

    /// <summary>Whether the fit was cancelled; the model then holds the weights of <see cref="BestEpoch"/>.</summary>
    public bool Cancelled { get; internal set; }

    /// <summary>The epoch, from 0, of the lowest validation loss (training loss without validation), the first of equals; null when no epoch ended.</summary>
    public int? BestEpoch { get; private set; }

    /// <summary>One value per epoch.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such series; the message lists those there are.</exception>
    public IReadOnlyList<double> this[string name] => _series.TryGetValue(name, out var values)
        ? values
        : throw new KeyNotFoundException($"The history has no '{name}'. It has: {string.Join(", ", Names)}.");

    /// <summary>Writes the history as Keras's <c>CSVLogger</c> does, see <see cref="HistoryCsv"/>.</summary>
    /// <param name="writer">Left open.</param>
    public void WriteCsv(TextWriter writer) => HistoryCsv.Write(this, writer);

    /// <summary>Writes the history as Keras's <c>CSVLogger</c> does, UTF-8 without a byte order mark.</summary>
    /// <param name="stream">Left open.</param>
    public void WriteCsv(Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        WriteCsv(writer);
    }

    /// <summary>Writes the history as Keras's <c>CSVLogger</c> does, whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    public void WriteCsv(string path) => AtomicFile.Write(path, WriteCsv);

    /// <summary>Writes the history as JSON, see <see cref="HistoryJson"/>.</summary>
    /// <param name="stream">Left open.</param>
    public void WriteJson(Stream stream) => HistoryJson.Write(this, stream);

    /// <summary>Writes the history as JSON, whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    public void WriteJson(string path) => AtomicFile.Write(path, WriteJson);

    /// <summary>Reads what <see cref="WriteJson(Stream)"/> wrote; the values are the same, bit for bit.</summary>
    /// <param name="stream">Read to its end, left open.</param>
    /// <param name="name">What to call the stream in errors, e.g. a file name.</param>
    /// <exception cref="InvalidDataException">It is not such a history; the message names the place.</exception>
    public static History ReadJson(Stream stream, string name = "history") => HistoryJson.Read(stream, name);

    /// <summary>Reads a file that <see cref="WriteJson(string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not such a history; the message names the file and the place.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static History ReadJson(string path)
    {
        using var stream = File.OpenRead(path);
        return ReadJson(stream, path);
    }

    internal void Add(IReadOnlyDictionary<string, double> values, int? bestEpoch)
    {
        var count = Count;
        foreach (var name in values.Keys.Except(Names).ToArray())
        {
            // A series that begins late has no values before; one that pauses has none meanwhile.
            _series[name] = [.. Enumerable.Repeat(double.NaN, count)];
            Names = [.. Names, name];
        }

        foreach (var name in Names) _series[name].Add(values.TryGetValue(name, out var value) ? value : double.NaN);
        BestEpoch = bestEpoch;
    }

    /// <summary>Takes over the epochs of an earlier run of the same fit.</summary>
    internal void Restore(IReadOnlyList<KeyValuePair<string, double[]>> series, int? bestEpoch)
    {
        Names = [.. series.Select(s => s.Key)];
        _series.Clear();
        foreach (var (name, values) in series) _series[name] = [.. values];
        BestEpoch = bestEpoch;
    }

    /// <summary>The values of the epoch at an index.</summary>
    internal IReadOnlyList<KeyValuePair<string, double>> Row(int epoch) => [.. Names.Select(n => KeyValuePair.Create(n, _series[n][epoch]))];
}
