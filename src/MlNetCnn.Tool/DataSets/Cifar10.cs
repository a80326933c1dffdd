namespace MlNetCnn.Tool.DataSets;

/// <summary>
/// CIFAR-10 (Krizhevsky, 2009) in its binary version: records of one byte for the class and 3,072 for the pixels, 32 x 32, all red ones first, then green, then blue;
/// five batches of 10,000 to train on, one to test with. Fewer pictures are taken as the first of each batch.
/// </summary>
internal static class Cifar10
{
    private const int Size = 32;
    private const int RecordLength = 1 + 3 * Size * Size;
    private const int MostRecords = 100_000;

    public static IReadOnlyList<string> Classes { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <exception cref="UserErrorException">A file is missing or damaged; the message names it.</exception>
    public static ImageSet Load(string folder)
    {
        // The official archive unpacks to a folder of this name.
        if (Directory.Exists(folder) && PublishedFiles.Find(folder, "test_batch.bin") is null && Directory.Exists(Path.Combine(folder, "cifar-10-batches-bin")))
            folder = Path.Combine(folder, "cifar-10-batches-bin");
        var batches = Enumerable.Range(1, 5).Select(i => Batch(PublishedFiles.Require(folder, $"data_batch_{i}.bin"))).ToList();
        return new ImageSet("CIFAR-10", Classes, Images(batches, 50_000), Images([Batch(PublishedFiles.Require(folder, "test_batch.bin"))], 10_000));
    }

    private static LabelledImages Images(List<(byte[] Pixels, byte[] Labels)> batches, int published)
    {
        byte[] labels = [.. batches.SelectMany(b => b.Labels)];
        return new LabelledImages(Size, Size, 3, [.. batches.SelectMany(b => b.Pixels)], labels, Math.Max(published, labels.Length));
    }

    private static (byte[] Pixels, byte[] Labels) Batch(string path)
    {
        using var file = new PackedFile(path);
        List<byte> labels = [];
        using var pixels = new MemoryStream();
        var record = new byte[RecordLength];
        var picture = new byte[RecordLength - 1];
        while (file.ReadUpTo(record, $"picture {labels.Count}") is var read && read > 0)
        {
            if (read < RecordLength) throw new UserErrorException($"'{path}' ends amid picture {labels.Count}: {read} of {RecordLength} bytes.");
            if (labels.Count == MostRecords) throw new UserErrorException($"'{path}' holds more than {MostRecords} pictures; a batch of CIFAR-10 has 10,000.");
            labels.Add(record[0]);
            Interleave(record.AsSpan(1), picture);
            pixels.Write(picture);
        }

        if (labels.Count == 0) throw new UserErrorException($"'{path}' is empty.");
        ImageSet.CheckLabels([.. labels], Classes.Count, path);
        return (pixels.ToArray(), [.. labels]);
    }

    // Planes to pixels.
    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        const int plane = Size * Size;
        for (var i = 0; i < plane; i++)
            for (var c = 0; c < 3; c++) pixels[3 * i + c] = planes[c * plane + i];
    }
}
