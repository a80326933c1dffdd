using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Pictures and labels, read from a view in one pass and kept as they came: bytes where they are whole, beyond a limit on disk.</summary>
internal sealed class ConvNetExamples : IDisposable
{
    private readonly ExampleStore _store;
    private readonly ConvNetOptions _options;
    private readonly LabelColumn _label;
    private readonly IChannel _channel;
    private readonly long[] _perClass;

    private ConvNetExamples(ExampleStore store, ConvNetOptions options, LabelColumn label, IChannel channel)
    {
        (_store, _options, _label, _channel) = (store, options, label, channel);
        _perClass = new long[label.ClassNames.Count];
    }

    /// <summary>Number of rows with a label.</summary>
    public int Count => _store.Count;

    /// <summary>Reads a view. Rows without a label are left out, with a warning, as ML.NET's trainers do.</summary>
    /// <exception cref="ArgumentException">There are no rows, or a pixel, label or weight is not a finite number in its range; the message names row and column.</exception>
    public static ConvNetExamples Read(IDataView data, ConvNetColumns columns, ConvNetOptions options, IChannel channel, string what)
    {
        var store = new ExampleStore(columns.Shape, [columns.Label.Width], options.MemoryLimit, options.TempFolder);
        var examples = new ConvNetExamples(store, options, columns.Label, channel);
        try
        {
            examples.ReadAll(data, columns, what);
            return examples;
        }
        catch
        {
            examples.Dispose();
            throw;
        }
    }

    /// <summary>Refuses labels of one class alone: they teach a network to say always the same.</summary>
    /// <exception cref="ArgumentException">All rows are of one class.</exception>
    public void CheckClasses()
    {
        var seen = _perClass.Count(n => n > 0);
        if (_label.Task == ClassificationTask.MultiLabel)
        {
            var missing = _label.ClassNames.Where((_, i) => _perClass[i] == 0).ToArray();
            if (missing.Length == _perClass.Length) throw new ArgumentException($"ConvNet: no row of the label column '{_label.Column.Name}' has any of the classes {string.Join(", ", missing)}.");
            if (missing.Length > 0) _channel.Warning(MessageSensitivity.None, "No row has the classes {0}: the network can only learn to deny them.", string.Join(", ", missing));
            return;
        }

        if (seen < 2)
            throw new ArgumentException($"ConvNet: all {Count} rows are of the class '{_label.ClassNames[Array.FindIndex(_perClass, n => n > 0)]}' (label column '{_label.Column.Name}'); there is nothing to tell apart. Add rows of another class.");
        if (seen < _perClass.Length)
            _channel.Warning(MessageSensitivity.None, "No row is of the classes {0}.", string.Join(", ", _label.ClassNames.Where((_, i) => _perClass[i] == 0)));
    }

    /// <summary>Examples as the network takes them: varied where asked for, then preprocessed.</summary>
    /// <param name="indices">Which; null for all.</param>
    /// <param name="augmentation">How they are varied; null for not at all.</param>
    /// <param name="seed">Seed of the variation.</param>
    public IBatchSource Source(IReadOnlyList<int>? indices, ImageAugmentation? augmentation, long seed)
    {
        IBatchSource source = indices is null ? _store : new SubsetBatchSource(_store, [.. indices]);
        if (augmentation is not null) source = new AugmentedBatchSource(source, augmentation, seed, _options.Threads);
        return new PreprocessedBatchSource(source, _options.Preprocessing, _options.Rescale);
    }

    public void Dispose() => _store.Dispose();

    private void ReadAll(IDataView data, ConvNetColumns columns, string what)
    {
        var (picture, target, weight) = (new float[columns.Shape.Count], new float[columns.Label.Width], 1f);
        var unlabelled = 0;
        DataViewSchema.Column[] needed = columns.Weight is { } w ? [columns.Image, columns.Label.Column, w] : [columns.Image, columns.Label.Column];
        using var cursor = data.GetRowCursor(needed);
        var getPicture = cursor.GetGetter<VBuffer<float>>(columns.Image);
        var readTarget = columns.Label.CreateReader(cursor);
        var getWeight = columns.Weight is { } column ? cursor.GetGetter<float>(column) : null;
        VBuffer<float> vector = default;
        while (cursor.MoveNextOrThrowCause())
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            if (!readTarget(target))
            {
                unlabelled++;
                continue;
            }

            getPicture(ref vector);
            vector.CopyTo(picture);
            CheckFinite(picture, columns, cursor.Position);
            if (columns.ChecksValues && Count == 0) columns.CheckValues(picture, _options);
            getWeight?.Invoke(ref weight);
            if (!float.IsFinite(weight) || weight < 0)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"ConvNet: row {cursor.Position}, the weight column '{_options.SampleWeightColumnName}' holds {weight}; it must be finite and at least 0."));
            _store.Append(picture, target, weight);
            CountClasses(target);
        }

        if (unlabelled > 0) _channel.Warning(MessageSensitivity.None, "{0} {1} rows without a label were left out.", unlabelled, what);
        if (Count == 0) throw new ArgumentException($"ConvNet: there are no {what} rows with a label.");
        if (_store.DiskBytes > 0) _channel.Info(MessageSensitivity.None, "{0} bytes of {1} pictures are kept on disk, {2} in memory.", _store.DiskBytes, what, _store.MemoryBytes);
    }

    private void CountClasses(ReadOnlySpan<float> target)
    {
        if (_label.Task == ClassificationTask.Binary)
        {
            _perClass[(int)target[0]]++;
            return;
        }

        for (var i = 0; i < target.Length; i++)
            if (target[i] > 0) _perClass[i]++;
    }

    private void CheckFinite(ReadOnlySpan<float> picture, ConvNetColumns columns, long row)
    {
        for (var i = 0; i < picture.Length; i++)
            if (!float.IsFinite(picture[i]))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"ConvNet: row {row}, value {i} of the column '{_options.ImageColumnName}' (pictures of {columns.Shape}) is {picture[i]}; pixels must be finite numbers."));
    }
}
