using System.Diagnostics;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Tests.Hdf5;

/// <summary>
/// Whatever is done to the bytes of a file, it is read or refused with the one documented exception, within bounded time and memory. Checksums are
/// not compared here, so that the damage reaches the code behind them.
/// </summary>
public sealed class HostileFileTests
{
    /// <summary>Enough to tell a runaway from a busy machine.</summary>
    private static readonly TimeSpan SlowestFile = TimeSpan.FromSeconds(5);

    private const long LargestAllocation = 200L << 20;

    public static TheoryData<string> Files => [.. Fixtures.Names];

    [Theory, InlineData("links.earliest"), InlineData("links.latest"), InlineData("filtered.latest")]
    public void A_file_cut_at_any_byte_is_refused(string name)
    {
        var bytes = Fixtures.Bytes(name);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length);
            var e = Assert.Throws<ModelFormatException>(() => Hdf5File.Open(cut, "cut.h5").Dispose());
            Assert.Equal("cut.h5", e.File);
            Assert.NotNull(e.Place);
        }
    }

    [Theory, InlineData("links.earliest"), InlineData("links.latest")]
    public void Flipping_any_byte_does_no_harm(string name)
    {
        var bytes = Fixtures.Bytes(name);
        for (var at = 0; at < bytes.Length; at++)
        {
            var original = bytes[at];
            bytes[at] ^= 0xFF;
            ReadAll(bytes, $"{name} with byte {at} flipped");
            bytes[at] = original;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Random_damage_does_no_harm(string name)
    {
        var original = Fixtures.Bytes(name);
        byte[] interesting = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];
        // Bytes that are zero in the fixture are mostly padding or unused room; most damage goes where something is.
        int[] used = [.. Enumerable.Range(0, original.Length).Where(i => original[i] != 0)];
        for (var seed = 0; seed < 250; seed++)
        {
            var random = new Random(seed);
            var bytes = (byte[])original.Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var at = random.Next(4) == 0 ? random.Next(bytes.Length) : used[random.Next(used.Length)];
                switch (random.Next(4))
                {
                    case 0:
                        bytes[at] = interesting[random.Next(interesting.Length)];
                        break;
                    case 1:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 2:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                    default:
                        var count = Math.Min(random.Next(1, 9), bytes.Length - at);
                        bytes.AsSpan(random.Next(bytes.Length - count), count).CopyTo(bytes.AsSpan(at));
                        break;
                }
            }

            ReadAll(bytes, $"{name} with damage {seed}");
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Damage_is_noticed_where_the_file_has_checksums(string name)
    {
        var bytes = Fixtures.Bytes(name);
        if (bytes[8] < 2) return;
        bytes[40] ^= 1; // within the superblock of version 2 and 3
        Assert.Contains("checksum", Assert.Throws<ModelFormatException>(() => Hdf5File.Open(bytes, name).Dispose()).Message);
    }

    /// <summary>Opens everything there is, as any use of the library might.</summary>
    private static void ReadAll(byte[] bytes, string what)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var file = Hdf5File.Open(new Hdf5Source(new ReadOnlyMemoryStream(bytes), what, owned: true) { VerifyChecksums = false });
            ReadAttributes(file.Root);
            foreach (var name in file.Root.Names) Tolerate(() => file.Root.Member(name));
            Tolerate(() =>
            {
                foreach (var item in file.Root.Descendants())
                {
                    ReadAttributes(item);
                    if (item is not Hdf5Dataset dataset) continue;
                    Tolerate(() => dataset.ReadSingles());
                    Tolerate(() => dataset.ReadStrings());
                }
            });
        }
        catch (ModelFormatException)
        {
            // Refused: as good an end as any.
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {e}");
        }

        Assert.True(watch.Elapsed < SlowestFile, $"{what} takes {watch.Elapsed}.");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < LargestAllocation, $"{what} allocates {allocated} bytes.");
    }

    private static void ReadAttributes(Hdf5Object item) => Tolerate(() =>
    {
        foreach (var name in item.Attributes.Names)
        {
            Tolerate(() => item.Attributes.ReadStrings(name));
            Tolerate(() => item.Attributes.ReadNumbers(name));
        }
    });

    private static void Tolerate(Action read)
    {
        try
        {
            read();
        }
        catch (ModelFormatException e)
        {
            Assert.NotNull(e.File);
            Assert.NotNull(e.Place);
        }
    }
}
