using BenchmarkDotNet.Attributes;
using MlNetCnn.Imaging;

namespace MlNetCnn.Benchmarks;

/// <summary>Photo files to pixels, on one core.</summary>
public class JpegDecoding
{
    private byte[][] _files = [];

    /// <summary>Photos per measurement.</summary>
    public const int Photos = 20;

    /// <summary>Why this cannot be measured here; null where it can.</summary>
    public static string? Missing => Folder is null ? "MLNETCNN_DATA is not set" : Directory.Exists(Folder) ? null : $"there is no {Folder}";

    private static string? Folder =>
        Environment.GetEnvironmentVariable("MLNETCNN_DATA") is { Length: > 0 } data ? Path.Combine(data, "cats_and_dogs", "train") : null;

    /// <summary>Reads the photos into memory.</summary>
    [GlobalSetup]
    public void Read() => _files = [.. Enumerable.Range(0, Photos).Select(i => File.ReadAllBytes(Path.Combine(Folder!, $"cat.{i}.jpg")))];

    /// <summary>Decodes; the time is per photo.</summary>
    [Benchmark(OperationsPerInvoke = Photos)]
    public long Decode()
    {
        long pixels = 0;
        foreach (var file in _files) pixels += ImageFile.Decode(file).Pixels.Length;
        return pixels;
    }

    /// <summary>Decodes and resizes to 224 x 224 with the nearest pixel; the time is per photo.</summary>
    [Benchmark(OperationsPerInvoke = Photos)]
    public long DecodeAndResize()
    {
        long pixels = 0;
        foreach (var file in _files) pixels += new Resize(224, 224).Apply(ImageFile.Decode(file)).Pixels.Length;
        return pixels;
    }
}
