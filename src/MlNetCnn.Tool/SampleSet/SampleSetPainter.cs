using System.Globalization;
using MlNetCnn.Imaging;

namespace MlNetCnn.Tool.SampleSet;

/// <summary>
/// Draws a data set for those who have no photos at hand: scenes of 160 x 120 pixels, each with one disk, star or triangle at a known
/// place. The object alone decides the class.
/// </summary>
internal static class SampleSetPainter
{
    /// <summary>Most pictures of a class; their numbers have four digits.</summary>
    public const int MaximumImagesPerClass = 9999;

    private const int Version = 1;

    /// <summary>
    /// Draws <c>folder/class/class.NNNN.png</c>, numbered from 0001, and then <c>folder/boxes.json</c>. Does nothing when the folder
    /// already holds this very set, complete; a set half drawn, or another one, is drawn anew. Files of other names are left alone.
    /// </summary>
    /// <param name="folder">Made if it does not exist.</param>
    /// <param name="seed">The same seed gives the same pictures.</param>
    /// <param name="imagesPerClass">1 to 9999 pictures of each class.</param>
    /// <param name="progress">Told after each picture how many are there of how many.</param>
    /// <param name="cancellation">Stops between two pictures; the next call draws anew.</param>
    /// <returns>What <c>boxes.json</c> holds.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="imagesPerClass"/> is out of bounds.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static SampleBoxes Draw(string folder, long seed, int imagesPerClass, IProgress<(int Drawn, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (imagesPerClass is < 1 or > MaximumImagesPerClass)
            throw new ArgumentOutOfRangeException(nameof(imagesPerClass), imagesPerClass, $"A sample set has 1 to {MaximumImagesPerClass} images per class.");
        if (Find(folder, seed, imagesPerClass) is { } present) return present;

        Clear(folder);
        var boxes = new List<SampleBox>();
        foreach (var kind in SampleClass.All)
        {
            Directory.CreateDirectory(Path.Combine(folder, kind.Name));
            for (var index = 0; index < imagesPerClass; index++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (image, thing) = SamplePicture.Draw(seed, kind, index);
                var file = kind.Name + "/" + FileName(kind, index);
                File.WriteAllBytes(Path.Combine(folder, kind.Name, FileName(kind, index)), ImageFile.EncodePng(image));
                boxes.Add(new SampleBox(file, kind.Name, thing.Box.X, thing.Box.Y, thing.Box.Width, thing.Box.Height));
                progress?.Report((boxes.Count, imagesPerClass * SampleClass.All.Count));
            }
        }

        var set = new SampleBoxes(Version, seed, imagesPerClass, boxes);
        set.Write(folder);
        return set;
    }

    /// <summary>The set in the folder if it is this one and all its pictures are there; null otherwise.</summary>
    public static SampleBoxes? Find(string folder, long seed, int imagesPerClass)
    {
        SampleBoxes set;
        try { set = SampleBoxes.Read(folder); }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException) { return null; }

        var same = set.Version == Version && set.Seed == seed && set.ImagesPerClass == imagesPerClass && set.Boxes.Count == imagesPerClass * SampleClass.All.Count;
        return same && SampleClass.All.All(kind => Enumerable.Range(0, imagesPerClass).All(index => IsThere(Path.Combine(folder, kind.Name, FileName(kind, index))))) ? set : null;
    }

    private static bool IsThere(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    /// <summary>Takes away an earlier set: first what says that it is complete.</summary>
    private static void Clear(string folder)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, SampleBoxes.FileName));
        foreach (var kind in SampleClass.All)
        {
            var pictures = Path.Combine(folder, kind.Name);
            if (!Directory.Exists(pictures)) continue;
            foreach (var path in Directory.GetFiles(pictures, kind.Name + ".????.png")) File.Delete(path);
        }
    }

    private static string FileName(SampleClass kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind.Name}.{index + 1:D4}.png");
}
