using System.Diagnostics;
using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Tests.Hostile;

namespace MlNetCnn.Protobuf.Tests.Hostile;

/// <summary>
/// Reads damaged messages and checks what is promised of every file: it is read, or refused by the one documented exception with file and place, in bounded time and memory.
/// MLNETCNN_MUTATIONS is the number of random inputs of all formats (20,000 by default), MLNETCNN_SEED the first seed.
/// </summary>
/// <param name="read">Reads a file of the given name.</param>
internal sealed class MessageFuzz(Action<Stream, string> read)
{
    /// <summary>ReadLimits of the library: bytes of memory for each byte of a file, and besides.</summary>
    private const long PerByte = 4, Besides = 256L << 20;

    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(5);

    public int Tried { get; private set; }

    public int Refused { get; private set; }

    public TimeSpan Longest { get; private set; }

    public long Largest { get; private set; }

    /// <summary>The file, cut off at every byte.</summary>
    public void Cut(byte[] bytes, string name)
    {
        for (var length = 0; length < bytes.Length; length++) Try(bytes[..length], $"{name} cut at {length}");
    }

    /// <summary>The file with every byte changed; by several values in the long run.</summary>
    public void Change(byte[] bytes, string name)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            var original = bytes[at];
            foreach (var value in (IsLong ? [(byte)~original, (byte)0, (byte)0xFF, (byte)(original + 1), (byte)(original - 1), (byte)(original ^ 0x80), (byte)(original ^ 8)] : new[] { (byte)~original, (byte)(original + 1) }).Distinct())
            {
                bytes[at] = value;
                Try(bytes, $"{name} with byte {at} = {value}");
            }

            bytes[at] = original;
        }
    }

    /// <summary>Random damage, each from its seed.</summary>
    public void Mutate(byte[] bytes, byte[] other, string name, int percent)
    {
        var used = ByteMutator.Used(bytes);
        for (var i = 0; i < Mutations * percent / 100; i++)
        {
            var seed = unchecked(Seed * 1_000_003 + i) & int.MaxValue;
            Try(ByteMutator.Mutate(bytes, other, new RandomStream(seed, name), used), $"{name} {seed}");
        }
    }

    /// <summary>One line of figures.</summary>
    public override string ToString() => FormattableString.Invariant($"{Tried} inputs, {Refused} refused; slowest {Longest.TotalMilliseconds:F1} ms; largest allocation {Largest / 1e6:F2} MB");

    private static int Mutations { get; } = Setting("MLNETCNN_MUTATIONS", 20_000);

    private static int Seed { get; } = Setting("MLNETCNN_SEED", 1);

    private static bool IsLong => Mutations > 20_000;

    private void Try(byte[] bytes, string what)
    {
        Tried++;
        var (watch, processor, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        try
        {
            read(new MemoryStream(bytes), what);
        }
        catch (ModelFormatException e)
        {
            Refused++;
            Assert.Equal(what, e.File);
            Assert.False(string.IsNullOrEmpty(e.Place), $"no place: {e}");
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {e}");
        }

        var (time, allocated) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
        // On a machine that is busy with something else, the time that this process had counts.
        if (time > Slowest) time = Environment.CpuUsage.TotalTime - processor;
        (Longest, Largest) = (time > Longest ? time : Longest, Math.Max(allocated, Largest));
        Assert.True(time < Slowest, $"{what} takes {time}.");
        Assert.True(allocated <= PerByte * bytes.Length + Besides, $"{what} allocates {allocated} bytes for {bytes.Length}.");
    }

    private static int Setting(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
