using System.Text;

namespace MlNetCnn.Training.Tests;

/// <summary>What the tests of the feature cache share.</summary>
internal static class Cache
{
    public static FeatureKey Key { get; } = new() { Weights = Content(-1), Layer = "base/block5_pool", Recipe = "resize 150x150", Precision = "managed 1" };

    public static ContentHash Content(int i) => ContentHash.Of(Encoding.ASCII.GetBytes($"picture {i}"));

    /// <summary>The vector of a content: every value tells which.</summary>
    public static float[] Vector(int i, int length) => [.. Enumerable.Range(0, length).Select(j => i + j / 1024f)];

    /// <summary>Fills a cache and returns its file's path.</summary>
    public static string Write(string folder, int count, int length, FeatureKey? key = null)
    {
        using var cache = FeatureCache.Open(folder, key ?? Key, length);
        for (var i = 0; i < count; i++) Assert.True(cache.Add(Content(i), Vector(i, length)));
        return cache.Path;
    }

    /// <summary>A cache on a file in memory.</summary>
    public static FeatureCache On(MemoryDisk disk, int length) => new("memory", Key, length, memoryLimit: 1000, disk, new MemoryStream());

    /// <summary>The bytes of a cache's file.</summary>
    public static byte[] Bytes(int count, int length)
    {
        var disk = new MemoryDisk([]);
        using var cache = On(disk, length);
        for (var i = 0; i < count; i++) cache.Add(Content(i), Vector(i, length));
        return disk.Bytes;
    }

    /// <summary>Which of the contents are there; fails when one has another vector than its own.</summary>
    public static List<int> Found(FeatureCache cache, int count)
    {
        var found = new List<int>();
        var vector = new float[cache.Length];
        for (var i = 0; i < count; i++)
        {
            Array.Fill(vector, float.NaN);
            if (cache.TryGet(Content(i), vector))
            {
                Assert.Equal(Vector(i, cache.Length), vector);
                found.Add(i);
            }
            else
            {
                Assert.All(vector, v => Assert.True(float.IsNaN(v)));
            }
        }

        return found;
    }
}
