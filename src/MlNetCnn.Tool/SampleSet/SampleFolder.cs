using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.SampleSet;

/// <summary>The sample set in the folder of data sets: drawn when it is first asked for.</summary>
internal static class SampleFolder
{
    /// <summary>Draws the set where it is not there yet.</summary>
    /// <param name="home">Folder that holds <c>data/</c>.</param>
    /// <param name="seed">The same seed gives the same pictures.</param>
    /// <param name="imagesPerClass">Pictures of each class.</param>
    /// <param name="display">Told how it goes.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    /// <returns>Its full path.</returns>
    public static string Draw(string home, int seed, int imagesPerClass, IDisplay display, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(Path.Combine(home, "data", "sample"));
        display.Line($"sample set: {folder} ({string.Join(", ", SampleClass.All.Select(c => c.Name))}; {imagesPerClass} pictures each)");
        if (SampleSetPainter.Find(folder, seed, imagesPerClass) is not null) return folder;
        display.Progress("drawing the sample set", imagesPerClass * SampleClass.All.Count, bar => SampleSetPainter.Draw(folder, seed, imagesPerClass, new StepBar<(int, int)>(bar), cancellation));
        return folder;
    }
}
