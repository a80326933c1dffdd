using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Training.Tests;

/// <summary>The feature cache under attack: cut, damaged and foreign files, two at once, full disks. It may forget; it must never lie.</summary>
public sealed class Feature_cache_survives
{
    private const int Length = 5;
    private const int RecordSize = 32 + 4 * Length + 4;

    [Fact]
    public void A_file_cut_at_any_byte_keeps_its_whole_records_and_can_be_continued()
    {
        var whole = Cache.Bytes(3, Length);
        var header = whole.Length - 3 * RecordSize;
        for (var cut = 0; cut < whole.Length; cut++)
        {
            var disk = new MemoryDisk(whole[..cut]);
            var kept = Math.Max(0, (cut - header) / RecordSize);
            using (var cache = Cache.On(disk, Length))
            {
                Assert.Equal(Enumerable.Range(0, kept), Cache.Found(cache, 3));
                Assert.True(cache.Add(Cache.Content(7), Cache.Vector(7, Length)));
            }

            Assert.Equal(header + (kept + 1) * RecordSize, disk.Length);
            using var again = Cache.On(disk, Length);
            Assert.Equal([.. Enumerable.Range(0, kept), 7], Cache.Found(again, 8));
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_loses_at_most_what_it_hit_and_never_gives_a_wrong_vector()
    {
        var whole = Cache.Bytes(3, Length);
        var header = whole.Length - 3 * RecordSize;
        for (var bit = 8 * 8; bit < 8 * whole.Length; bit++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            using var cache = Cache.On(new MemoryDisk(bytes), Length);
            var expected = bit / 8 < header ? [] : Enumerable.Range(0, 3).Where(i => i != (bit / 8 - header) / RecordSize);
            Assert.Equal(expected, Cache.Found(cache, 3));
        }
    }

    [Fact]
    public void Any_mess_in_the_file_never_gives_a_wrong_vector()
    {
        var whole = Cache.Bytes(6, Length);
        Prop.ForAll<int>(seed =>
        {
            // Overwrite, repeat, swap and drop stretches, also whole records.
            var random = new RandomStream(seed, "mess");
            var bytes = whole.ToList();
            for (var n = 1 + random.NextInt32(4); n > 0; n--)
            {
                var size = random.NextInt32(2) == 0 ? RecordSize : 1 + random.NextInt32(80);
                var (from, to) = (random.NextInt32(bytes.Count - size), random.NextInt32(bytes.Count - size));
                var stretch = bytes.GetRange(from, size);
                switch (random.NextInt32(4))
                {
                    case 0: for (var i = 0; i < size; i++) bytes[to + i] = stretch[i]; break;
                    case 1: bytes.InsertRange(to, stretch); break;
                    case 2: bytes.RemoveRange(from, size); break;
                    default: for (var i = 0; i < size; i++) bytes[to + i] = (byte)random.NextInt32(256); break;
                }
            }

            if (!bytes.Take(8).SequenceEqual(whole.Take(8))) return; // no cache at all: another test
            using var cache = Cache.On(new MemoryDisk([.. bytes]), Length);
            Cache.Found(cache, 6); // checks each vector
            for (var i = 0; i < 6; i++) cache.Add(Cache.Content(i), Cache.Vector(i, Length));
            Assert.Equal(6, Cache.Found(cache, 6).Count);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_damaged_record_is_computed_and_added_anew()
    {
        using var folder = new TempFolder();
        var path = Cache.Write(folder.Path, 3, Length);
        var bytes = File.ReadAllBytes(path);
        bytes[^(RecordSize + 10)] ^= 0x40; // in the second record
        File.WriteAllBytes(path, bytes);
        using (var cache = FeatureCache.Open(folder.Path, Cache.Key, Length))
        {
            Assert.Equal([0, 2], Cache.Found(cache, 3));
            Assert.Equal(1, cache.Statistics.Damaged);
            Assert.True(cache.Add(Cache.Content(1), Cache.Vector(1, Length)));
            Assert.Equal([0, 1, 2], Cache.Found(cache, 3));
        }

        using var again = FeatureCache.Open(folder.Path, Cache.Key, Length);
        Assert.Equal([0, 1, 2], Cache.Found(again, 3));
    }

    [Fact]
    public async Task A_file_copied_while_it_is_being_written_is_a_good_cache()
    {
        using var folder = new TempFolder();
        using var crashed = new TempFolder();
        const int Count = 600, Values = 300;
        using var cache = FeatureCache.Open(folder.Path, Cache.Key, Values);
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < Count; i++) cache.Add(Cache.Content(i), Cache.Vector(i, Values));
        });
        var copies = 0;
        do
        {
            // What a kill at this moment would leave.
            var copy = crashed.File(Path.GetFileName(cache.Path));
            using (var from = new FileStream(cache.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            using (var to = File.Create(copy)) from.CopyTo(to, 4096 + 17);
            using var left = FeatureCache.Open(crashed.Path, Cache.Key, Values);
            var found = Cache.Found(left, Count);
            Assert.Equal(Enumerable.Range(0, found.Count), found);
            copies++;
        }
        while (!writer.IsCompleted);
        await writer;
        Assert.True(copies > 0);
    }

    [Fact]
    public void Records_of_another_key_moved_into_the_file_are_not_believed()
    {
        using var folder = new TempFolder();
        var mine = Cache.Write(folder.Path, 1, Length);
        var theirs = File.ReadAllBytes(Cache.Write(folder.Path, 3, Length, Cache.Key with { Recipe = "resize 299x299" }));
        using (var file = new FileStream(mine, FileMode.Append)) file.Write(theirs.AsSpan(theirs.Length - 2 * RecordSize));
        using var cache = FeatureCache.Open(folder.Path, Cache.Key, Length);
        Assert.Equal([0], Cache.Found(cache, 3));
        Assert.Equal(2, cache.Statistics.Damaged);
    }

    [Fact]
    public void A_file_of_another_key_length_or_version_is_started_anew()
    {
        using var folder = new TempFolder();
        var path = Cache.Write(folder.Path, 2, Length);
        var foreign = new[]
        {
            File.ReadAllBytes(Cache.Write(folder.Path, 2, Length, Cache.Key with { Layer = "other" })),
            [.. File.ReadAllBytes(path).Select((b, i) => i == 8 ? (byte)2 : b)], // version
        };
        foreach (var bytes in foreign)
        {
            File.WriteAllBytes(path, bytes);
            using (var cache = FeatureCache.Open(folder.Path, Cache.Key, Length))
            {
                Assert.Empty(Cache.Found(cache, 2));
                cache.Add(Cache.Content(1), Cache.Vector(1, Length));
            }

            using var again = FeatureCache.Open(folder.Path, Cache.Key, Length);
            Assert.Equal([1], Cache.Found(again, 2));
        }

        using var longer = FeatureCache.Open(folder.Path, Cache.Key, Length + 1);
        Assert.Empty(Cache.Found(longer, 2));
    }

    [Fact]
    public void A_file_that_is_no_cache_is_left_alone()
    {
        using var folder = new TempFolder();
        var path = Cache.Write(folder.Path, 2, Length);
        File.WriteAllText(path, "The only copy of my thesis.");
        var error = Assert.Throws<IOException>(() => FeatureCache.Open(folder.Path, Cache.Key, Length));
        Assert.Contains(path, error.Message);
        Assert.Contains("Move it away", error.Message);
        Assert.Equal("The only copy of my thesis.", File.ReadAllText(path));
        File.Delete(path);
        FeatureCache.Open(folder.Path, Cache.Key, Length).Dispose(); // the refusal gave the lock back
    }

    [Fact]
    public void A_header_of_zeros_as_a_power_failure_leaves_is_started_anew()
    {
        using var folder = new TempFolder();
        var path = Cache.Write(folder.Path, 2, Length);
        File.WriteAllBytes(path, new byte[1000]);
        using var cache = FeatureCache.Open(folder.Path, Cache.Key, Length);
        Assert.True(cache.IsWritable);
        Assert.Empty(Cache.Found(cache, 2));
    }

    [Fact]
    public void A_second_cache_reads_what_is_there_and_keeps_its_own_in_memory()
    {
        using var folder = new TempFolder();
        using (var first = FeatureCache.Open(folder.Path, Cache.Key, Length))
        {
            first.Add(Cache.Content(0), Cache.Vector(0, Length));
            using (var second = FeatureCache.Open(folder.Path, Cache.Key, Length))
            {
                Assert.True(first.IsWritable);
                Assert.False(second.IsWritable);
                Assert.Null(second.WriteFailure);
                Assert.True(second.Add(Cache.Content(1), Cache.Vector(1, Length)));
                Assert.Equal([0, 1], Cache.Found(second, 3));
                Assert.Equal([0], Cache.Found(first, 3));
                first.Add(Cache.Content(2), Cache.Vector(2, Length));
                second.Flush();
                Assert.Throws<InvalidOperationException>(second.Clear);
            }

            // The second one's end does not end the first one's right.
            using var third = FeatureCache.Open(folder.Path, Cache.Key, Length);
            Assert.False(third.IsWritable);
        }

        using var next = FeatureCache.Open(folder.Path, Cache.Key, Length);
        Assert.True(next.IsWritable);
        Assert.Equal([0, 2], Cache.Found(next, 3));
    }

    [Fact]
    public void A_reader_whose_file_was_cleared_and_written_anew_is_not_fooled()
    {
        using var folder = new TempFolder();
        using var writer = FeatureCache.Open(folder.Path, Cache.Key, Length);
        writer.Add(Cache.Content(0), Cache.Vector(0, Length));
        using var reader = FeatureCache.Open(folder.Path, Cache.Key, Length);
        writer.Clear();
        Assert.Empty(Cache.Found(reader, 1));
        using var late = FeatureCache.Open(folder.Path, Cache.Key, Length);
        writer.Add(Cache.Content(5), Cache.Vector(5, Length)); // where content 0 lay
        Assert.Empty(Cache.Found(late, 5));
    }

    [Fact]
    public void Memory_of_a_cache_that_cannot_write_is_bounded()
    {
        using var folder = new TempFolder();
        using var first = FeatureCache.Open(folder.Path, Cache.Key, Length);
        using var second = FeatureCache.Open(folder.Path, Cache.Key, Length, memoryLimit: 2 * 4 * Length + 1);
        Assert.True(second.Add(Cache.Content(0), Cache.Vector(0, Length)));
        Assert.True(second.Add(Cache.Content(1), Cache.Vector(1, Length)));
        Assert.False(second.Add(Cache.Content(2), Cache.Vector(2, Length)));
        Assert.Equal([0, 1], Cache.Found(second, 3));
        Assert.Equal(2, second.Statistics.Added);
    }

    [Fact]
    public void A_full_disk_at_any_byte_stops_the_writing_but_not_the_work()
    {
        var header = FeatureFileHeader.Build(Cache.Key, Length).Length;
        for (var room = 0; room < header + 3 * RecordSize; room++)
        {
            var disk = new MemoryDisk([], room);
            using (var cache = Cache.On(disk, Length))
            {
                for (var i = 0; i < 3; i++) Assert.True(cache.Add(Cache.Content(i), Cache.Vector(i, Length)));
                Assert.Equal([0, 1, 2], Cache.Found(cache, 4));
                Assert.False(cache.IsWritable);
                Assert.Contains("No space", cache.WriteFailure!.Message);
            }

            using var again = Cache.On(new MemoryDisk(disk.Bytes), Length);
            Assert.Equal(Enumerable.Range(0, Math.Max(0, (room - header) / RecordSize)), Cache.Found(again, 3));
            Assert.True(again.IsWritable);
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_with_advice()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("file"), "");
        var inside = folder.File("file", "cache");
        var error = Assert.Throws<IOException>(() => FeatureCache.Open(inside, Cache.Key, Length));
        Assert.Contains(inside, error.Message);
        Assert.Contains("Name a folder that this user may write to", error.Message);
    }
}
