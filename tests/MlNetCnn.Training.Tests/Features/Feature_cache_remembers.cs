using MlNetCnn.Testing;

namespace MlNetCnn.Training.Tests;

/// <summary>The feature cache on a good day: what is added is found, now and later, by many threads; nothing else is.</summary>
public sealed class Feature_cache_remembers
{
    [Fact]
    public void What_was_added_is_found_now_and_after_reopening()
    {
        using var folder = new TempFolder();
        using (var cache = FeatureCache.Open(folder.Path, Cache.Key, 7))
        {
            Assert.Empty(Cache.Found(cache, 3));
            for (var i = 0; i < 3; i++) Assert.True(cache.Add(Cache.Content(i), Cache.Vector(i, 7)));
            Assert.False(cache.Add(Cache.Content(1), Cache.Vector(9, 7)));
            Assert.Equal([0, 1, 2], Cache.Found(cache, 5));
            Assert.Equal(new FeatureCacheStatistics(Hits: 3, Misses: 5, Added: 3, Damaged: 0), cache.Statistics);
            Assert.Equal(3, cache.Count);
        }

        using var again = FeatureCache.Open(folder.Path, Cache.Key, 7);
        Assert.Equal([0, 1, 2], Cache.Found(again, 5));
        Assert.True(again.Add(Cache.Content(3), Cache.Vector(3, 7)));
        Assert.Equal([0, 1, 2, 3], Cache.Found(again, 5));
        Assert.True(again.IsWritable);
        Assert.Null(again.WriteFailure);
    }

    [Fact]
    public void Values_come_back_bit_for_bit()
    {
        using var folder = new TempFolder();
        int[] bits = [0, unchecked((int)0x80000000), 1, 0x7F800000, unchecked((int)0xFF800000), 0x7FC00001, unchecked((int)0xFFFFFFFF), 0x3F800000];
        var values = bits.Select(BitConverter.Int32BitsToSingle).ToArray();
        using (var cache = FeatureCache.Open(folder.Path, Cache.Key, 8)) cache.Add(Cache.Content(0), values);
        using var again = FeatureCache.Open(folder.Path, Cache.Key, 8);
        var back = new float[8];
        Assert.True(again.TryGet(Cache.Content(0), back));
        Assert.Equal(bits, back.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Each_part_of_the_key_has_its_own_file()
    {
        using var folder = new TempFolder();
        FeatureKey[] keys =
        [
            Cache.Key,
            Cache.Key with { Weights = Cache.Content(-2) },
            Cache.Key with { Layer = "base/block4_pool" },
            Cache.Key with { Recipe = "resize 224x224" },
            Cache.Key with { Precision = "managed 2" },
            Cache.Key with { Layer = "base/block5_pool\nrecipe 1:x" },
        ];
        var paths = keys.Select(k => Cache.Write(folder.Path, 1, 4, k)).ToList();
        Assert.Equal(keys.Length, paths.Distinct().Count());
        foreach (var key in keys)
        {
            using var other = FeatureCache.Open(folder.Path, key with { Recipe = key.Recipe + " " }, 4);
            Assert.Empty(Cache.Found(other, 1));
        }
    }

    [Fact]
    public void The_file_name_says_the_layer_and_is_fit_for_any_file_system()
    {
        Assert.Matches("^[0-9a-f]{16}-base_block5_pool\\.features$", Cache.Key.FileName());
        Assert.Matches("^[0-9a-f]{16}-[_x]{64}\\.features$", (Cache.Key with { Layer = "../:*?\0\u00e9" + new string('x', 500) }).FileName().Replace("..", "__"));
        Assert.Equal("weights " + Cache.Content(-1) + "\nlayer 16:base/block5_pool\nrecipe 14:resize 150x150\nprecision 9:managed 1\n", Cache.Key.ToString());
    }

    [Fact]
    public void Eight_threads_add_and_find_without_mixing_up()
    {
        using var folder = new TempFolder();
        const int Count = 400, Length = 33;
        using (var cache = FeatureCache.Open(folder.Path, Cache.Key, Length))
        {
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
            {
                var vector = new float[Length];
                for (var n = 0; n < Count; n++)
                {
                    // Every thread wants every content, each in another order.
                    var i = (n * 7 + thread * 53) % Count;
                    if (cache.TryGet(Cache.Content(i), vector)) Assert.Equal(Cache.Vector(i, Length), vector);
                    else cache.Add(Cache.Content(i), Cache.Vector(i, Length));
                }
            });
            Assert.Equal(Count, cache.Statistics.Added);
            Assert.Equal(8 * Count, cache.Statistics.Hits + cache.Statistics.Misses);
            Assert.Equal(0, cache.Statistics.Damaged);
        }

        using var again = FeatureCache.Open(folder.Path, Cache.Key, Length);
        Assert.Equal(Enumerable.Range(0, Count), Cache.Found(again, Count));
    }

    [Fact]
    public void Clear_forgets_in_memory_and_on_disk()
    {
        using var folder = new TempFolder();
        using (var cache = FeatureCache.Open(folder.Path, Cache.Key, 4))
        {
            cache.Add(Cache.Content(0), Cache.Vector(0, 4));
            cache.Clear();
            Assert.Equal(0, cache.Count);
            Assert.Empty(Cache.Found(cache, 1));
            cache.Add(Cache.Content(1), Cache.Vector(1, 4));
        }

        using var again = FeatureCache.Open(folder.Path, Cache.Key, 4);
        Assert.Equal([1], Cache.Found(again, 2));
    }

    [Fact]
    public void Clearing_a_folder_leaves_those_in_use_and_files_that_are_no_caches()
    {
        using var folder = new TempFolder();
        var idle = Cache.Write(folder.Path, 1, 4);
        using var busy = FeatureCache.Open(folder.Path, Cache.Key with { Layer = "busy" }, 4);
        File.WriteAllText(folder.File("mine.features"), "Not a cache.");
        File.WriteAllText(folder.File("notes.txt"), "Nor this.");
        Assert.Equal(1, FeatureCache.Clear(folder.Path));
        Assert.False(File.Exists(idle));
        Assert.True(File.Exists(busy.Path));
        Assert.True(File.Exists(folder.File("mine.features")) && File.Exists(folder.File("notes.txt")));
        Assert.Equal(0, FeatureCache.Clear(folder.File("absent")));
    }

    [Fact]
    public void Vectors_of_another_length_and_a_closed_cache_are_refused()
    {
        using var folder = new TempFolder();
        var cache = FeatureCache.Open(folder.Path, Cache.Key, 4);
        Assert.Throws<ArgumentException>(() => cache.Add(Cache.Content(0), new float[5]));
        Assert.Throws<ArgumentException>(() => cache.TryGet(Cache.Content(0), new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureCache.Open(folder.Path, Cache.Key, 0));
        Assert.Contains("3 problems", Assert.Throws<ArgumentException>(() => FeatureCache.Open(folder.Path, Cache.Key with { Layer = "", Recipe = "", Precision = "" }, 4)).Message);
        cache.Dispose();
        cache.Dispose();
        Assert.Throws<ObjectDisposedException>(() => cache.Add(Cache.Content(0), new float[4]));
        Assert.Throws<ObjectDisposedException>(() => cache.TryGet(Cache.Content(0), new float[4]));
        Assert.Throws<ObjectDisposedException>(cache.Flush);
    }
}
