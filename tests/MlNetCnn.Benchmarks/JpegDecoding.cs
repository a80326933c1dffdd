using BenchmarkDotNet.Attributes;
using MlNetCnn.Imaging;

namespace MlNetCnn.Benchmarks;

/// <summary>Photo files to pixels, on one core.</summary>
public class JpegDecoding
{
    private byte[][] _files = [];

    /// <summary>Photos per measurement.</summary>
    public const int Photos = 20;

    /// <summary>Reads the photos into memory.</summary>
    [GlobalSetup]
    public void Read()
    {
        var folder = Path.Combine(
            Environment.GetEnvironmentVariable("MLNETCNN_DATA") ?? throw new InvalidOperationException("MLNETCNN_DATA is not set: this measurement needs photos."),
            "cats_and_dogs", "train");
        _files = [.. Enumerable.Range(0, Photos).Select(i => File.ReadAllBytes(Path.Combine(folder, $"cat.{i}.jpg")))];
    }

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
