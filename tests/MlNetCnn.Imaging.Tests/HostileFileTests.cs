using System.Diagnostics;

namespace MlNetCnn.Imaging.Tests;

/// <summary>Damaged and hostile files end in a picture or an <see cref="ImageFormatException"/>, quickly and without eating memory.</summary>
public class HostileFileTests
{
    private const int MutationsPerFile = 150;

    public static TheoryData<string> Names => [.. Fixture.Files.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Every_truncation_is_an_error_that_names_the_file(string name)
    {
        var file = Fixture.Bytes(name);
        for (var length = 0; length < file.Length; length++)
        {
            var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file.AsSpan(0, length), name));
            Assert.Equal(name, error.FileName);
            Assert.InRange(error.Offset, 0, length);
            Assert.StartsWith($"{name}: byte {error.Offset}: expected ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_mutation_ends_in_a_picture_or_the_documented_error(string name)
    {
        var file = Fixture.Bytes(name);
        var random = new Random(file.Length);
        var strict = new DecodeOptions { MaxPixels = 1_000_000 };
        var lenient = strict with { AllowTruncated = true };
        for (var i = 0; i < MutationsPerFile; i++)
        {
            var mutant = Mutate(file, random);
            var start = Stopwatch.GetTimestamp();
            Try(() => ImageFile.Decode(mutant, name, strict));
            Try(() => ImageFile.Decode(mutant, name, lenient));
            Try(() => ImageFile.Identify(mutant, name));
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"mutant {i} of {name} took {Stopwatch.GetElapsedTime(start)}");
        }
    }

    [Fact]
    public void Random_bytes_behind_a_magic_number_are_refused()
    {
        var random = new Random(11);
        var buffer = new byte[300];
        for (var i = 0; i < 2000; i++)
        {
            random.NextBytes(buffer);
            byte[] magic = i % 2 == 0 ? [0xFF, 0xD8, 0xFF] : [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
            magic.CopyTo(buffer, 0);
            Assert.Throws<ImageFormatException>(() => ImageFile.Decode(buffer));
        }
    }

    [Fact]
    public void A_small_file_that_claims_a_huge_picture_allocates_nothing_of_its_size()
    {
        var jpeg = Fixture.Bytes("baseline_420.jpg");
        SetJpegSize(jpeg, 9000, 9000);
        var progressive = Fixture.Bytes("progressive_420.jpg");
        SetJpegSize(progressive, 9000, 9000);
        var png = PngFixer.Patch(Fixture.Bytes("png_rgb_8.png"), "IHDR", header =>
        {
            (header[2], header[3]) = (0x23, 0x28);
            (header[6], header[7]) = (0x23, 0x28);
        });
        foreach (var file in new[] { jpeg, progressive, png })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file));
            Assert.Contains("9000x9000", error.Expected);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    [Fact]
    public void More_pixels_than_allowed_are_refused_before_decoding()
    {
        foreach (var name in new[] { "baseline_420.jpg", "png_rgb_8.png" })
        {
            var info = ImageFile.Identify(Fixture.Path(name));
            long pixels = info.Height * info.Width;
            ImageFile.Load(Fixture.Path(name), new DecodeOptions { MaxPixels = pixels });
            var error = Assert.Throws<ImageFormatException>(() => ImageFile.Load(Fixture.Path(name), new DecodeOptions { MaxPixels = pixels - 1 }));
            Assert.Contains("MaxPixels", error.Expected);
        }
    }

    [Theory]
    [InlineData("progressive_grey.jpg", "no further scan")]
    [InlineData("baseline_grey.jpg", "one scan of component 1")]
    public void A_scan_repeated_many_times_is_refused_at_its_second(string name, string expected)
    {
        // Each repetition would walk over all blocks.
        var file = Fixture.Bytes(name);
        var scan = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        var repeated = new MemoryStream();
        repeated.Write(file.AsSpan(0, scan));
        for (var i = 0; i < 1000; i++) repeated.Write(file.AsSpan(scan, file.Length - 2 - scan));
        repeated.Write(file.AsSpan(file.Length - 2));
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(repeated.ToArray()));
        Assert.Contains(expected, error.Expected);
        Assert.Equal(file.Length - 2, error.Offset);
    }

    [Fact]
    public void Scans_of_a_progressive_file_in_another_order_are_refused()
    {
        // Without its first scan, or with the second doubled, refinement has nothing to go on from.
        var file = Fixture.Bytes("progressive_grey.jpg");
        var first = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        var next = first + 2 + file.AsSpan(first + 2).IndexOf([(byte)0xFF, (byte)0xC4]);
        var second = next + file.AsSpan(next).IndexOf([(byte)0xFF, (byte)0xDA]);
        var third = second + 2 + file.AsSpan(second + 2).IndexOf([(byte)0xFF, (byte)0xC4]);
        byte[] doubled = [.. file.AsSpan(0, third), .. file.AsSpan(second, third - second), .. file.AsSpan(third)];
        Assert.Contains("on from bit", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(doubled)).Expected);
        byte[] without = [.. file.AsSpan(0, first), .. file.AsSpan(next)];
        Assert.Throws<ImageFormatException>(() => ImageFile.Decode(without));
    }

    /// <summary>One to four random changes: a byte, a bit, a cut, a repetition, a marker, a 16-bit extreme.</summary>
    private static byte[] Mutate(byte[] file, Random random)
    {
        var mutant = new List<byte>(file);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(2, mutant.Count);
            switch (random.Next(6))
            {
                case 0: mutant[at] = (byte)random.Next(256); break;
                case 1: mutant[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: mutant.RemoveRange(at, Math.Min(random.Next(1, 9), mutant.Count - at)); break;
                case 3: mutant.InsertRange(at, mutant.GetRange(at, Math.Min(random.Next(1, 33), mutant.Count - at))); break;
                case 4: (mutant[at - 1], mutant[at]) = (0xFF, (byte)random.Next(0xC0, 0x100)); break;
                default: (mutant[at - 1], mutant[at]) = random.Next(2) == 0 ? ((byte)0xFF, (byte)0xFF) : ((byte)0, (byte)0); break;
            }

            if (mutant.Count < 4) break;
        }

        // A damaged checksum would hide all else: half the PNG mutants get right ones.
        var bytes = mutant.ToArray();
        return bytes[0] == 0x89 && random.Next(2) == 0 ? PngFixer.FixChecksums(bytes) : bytes;
    }

    private static void Try(Action action)
    {
        try { action(); }
        catch (ImageFormatException) { }
    }

    private static void SetJpegSize(byte[] file, int height, int width)
    {
        for (byte marker = 0xC0; marker <= 0xC2; marker++)
        {
            var at = file.AsSpan().IndexOf([(byte)0xFF, marker]);
            if (at < 0) continue;
            (file[at + 5], file[at + 6], file[at + 7], file[at + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
            return;
        }
    }
}
