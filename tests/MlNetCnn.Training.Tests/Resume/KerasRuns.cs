using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests;

/// <summary>The runs that real Keras 3 began, and how it went on with them (Resume/Keras/make.py).</summary>
internal static class KerasRuns
{
    private static readonly JsonElement Facts = JsonDocument.Parse(Bytes("continued.json")).RootElement.Clone();

    public static IEnumerable<string> Names => Facts.GetProperty("runs").EnumerateObject().Select(p => p.Name);

    /// <summary>Losses of steps 5 to 12: Keras's own, or those with a new optimizer.</summary>
    public static double[] Losses(string run, bool fresh = false) =>
        [.. Facts.GetProperty("runs").GetProperty(run).GetProperty(fresh ? "fresh" : "losses").EnumerateArray().Select(l => l.GetDouble())];

    public static bool Has(string file)
    {
        using var zip = new ZipArchive(new MemoryStream(Bytes("continued.zip")));
        return zip.GetEntry(file) is not null;
    }

    public static byte[] File(string file)
    {
        using var zip = new ZipArchive(new MemoryStream(Bytes("continued.zip")));
        using var entry = zip.GetEntry(file)!.Open();
        var copy = new MemoryStream();
        entry.CopyTo(copy);
        return copy.ToArray();
    }

    public static Model Load(string file, out SavedTraining? training) => Model.Load(new MemoryStream(File(file)), file, out training);

    /// <summary>The four batches, from one of them on.</summary>
    public static ArrayBatchSource Batches(int first)
    {
        float[] x = [.. Facts.GetProperty("x").EnumerateArray().Select(v => v.GetSingle())], y = [.. Facts.GetProperty("y").EnumerateArray().Select(v => v.GetSingle())];
        float[] Turn(float[] all) => [.. all[(all.Length / 4 * first)..], .. all[..(all.Length / 4 * first)]];
        return new ArrayBatchSource([5, 4, 1], Turn(x), Turn(y));
    }

    /// <summary>Fits two epochs of four steps, from the batch on that Keras went on with.</summary>
    /// <returns>The loss of each step, before its update.</returns>
    public static double[] Fit(IExecutable executable, FitOptions options, int first = 1)
    {
        List<double> losses = [];
        double before = 0;
        var record = new LambdaCallback(
            onEpochBegin: (_, _) => before = 0,
            onTrainBatchEnd: (_, step, logs) =>
            {
                // The logs have the mean so far.
                var sum = logs["loss"] * (step + 1);
                losses.Add(sum - before);
                before = sum;
            });
        Trainer.Fit(executable, Batches(first), null, options with { Epochs = options.InitialEpoch + 2, BatchSize = 6, Shuffle = false, Callbacks = [.. options.Callbacks, record] });
        return [.. losses];
    }

    private static byte[] Bytes(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
