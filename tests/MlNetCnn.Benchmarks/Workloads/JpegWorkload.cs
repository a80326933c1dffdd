using MlNetCnn.Imaging;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>Photo files to pixels, on one core. The photos are the dogs-vs-cats ones in the folder that MLNETCNN_DATA names.</summary>
internal sealed class JpegWorkload : Workload
{
    /// <summary>Size to which photos are resized with the nearest pixel; null to decode only.</summary>
    public int? Size { get; init; }

    /// <inheritdoc/>
    public override string? Missing => Folder is null ? "MLNETCNN_DATA is not set" : Directory.Exists(Folder) ? null : $"there is no {Folder}";

    /// <inheritdoc/>
    public override bool UsesThreads => false;

    private static string? Folder =>
        Environment.GetEnvironmentVariable("MLNETCNN_DATA") is { Length: > 0 } data ? Path.Combine(data, "cats_and_dogs", "train") : null;

    /// <inheritdoc/>
    public override PreparedRun Prepare(int threads)
    {
        byte[][] files = [.. Enumerable.Range(0, Images).Select(i => File.ReadAllBytes(Path.Combine(Folder!, $"cat.{i}.jpg")))];
        return new(() => Decode(files), () => [Decode(files)], () => { });
    }

    private long Decode(byte[][] files)
    {
        long pixels = 0;
        foreach (var file in files)
        {
            var image = ImageFile.Decode(file);
            pixels += (Size is { } size ? new Resize(size, size).Apply(image) : image).Pixels.Length;
        }

        return pixels;
    }
}
