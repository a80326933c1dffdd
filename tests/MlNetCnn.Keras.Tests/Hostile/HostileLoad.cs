using System.Diagnostics;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>
/// Loads damaged files in every way the library can, and checks what is promised of every file: it is read, or refused by the one documented
/// exception with file and place, in bounded time and memory.
/// </summary>
internal sealed class HostileLoad
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(0.05);

    private readonly Model _target = TinyFiles.Model();

    /// <summary>How many inputs were refused by every way of reading them.</summary>
    public int Refused { get; private set; }

    public int Tried { get; private set; }

    public (TimeSpan Time, string What) SlowestInput { get; private set; } = (TimeSpan.Zero, "");

    public (long Bytes, string What) LargestAllocation { get; private set; } = (0, "");

    /// <summary>A model with its training, and weights by order and by name, from bytes.</summary>
    /// <param name="verify">False not to compare the checksums of HDF5, so that the damage reaches the code behind them.</param>
    public void File(byte[] bytes, string what, bool verify = true, bool byName = true)
    {
        Model? model = null;
        var loaded = Try(bytes.Length, what, () => model = verify ? Model.Load(new MemoryStream(bytes), what, out _) : Unverified(bytes, what, ModelFiles.LoadModel));
        Use(model, what);
        foreach (var lenient in byName ? (bool[])[false, true] : [false])
        {
            loaded |= Try(bytes.Length, what, () =>
            {
                if (verify) ModelFiles.LoadWeights(_target, new MemoryStream(bytes), what, byName: lenient, skipMismatch: lenient);
                else Unverified(bytes, what, file => ModelFiles.LoadWeights(_target, file, byName: lenient, skipMismatch: lenient));
            });
        }

        Count(loaded);
    }

    /// <summary>An architecture alone.</summary>
    public void Json(string json, string what)
    {
        Model? model = null;
        Count(Try(json.Length, what, () => model = Model.FromJson(json, what)));
        Use(model, what);
    }

    /// <summary>Everything there is in an HDF5 file, whatever it is for.</summary>
    public void Hdf5(byte[] bytes, string what) => Count(Try(bytes.Length, what, () => Unverified(bytes, what, file =>
    {
        Attributes(file.Root);
        foreach (var name in file.Root.Names) Tolerate(() => file.Root.Member(name));
        foreach (var item in file.Root.Descendants())
        {
            Attributes(item);
            if (item is not Hdf5Dataset dataset) continue;
            Tolerate(() => dataset.ReadSingles());
            Tolerate(() => dataset.ReadStrings());
        }

        return true;
    })));

    /// <summary>One line of figures.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Tried} inputs, {Refused} refused; slowest {SlowestInput.Time.TotalMilliseconds:F1} ms ({SlowestInput.What}); largest allocation {LargestAllocation.Bytes / 1e6:F2} MB ({LargestAllocation.What})");

    private void Count(bool loaded)
    {
        Tried++;
        if (!loaded) Refused++;
    }

    /// <summary>Reads once, within the bounds of time and memory.</summary>
    private bool Try(long length, string what, Action read)
    {
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var done = false;
        try
        {
            done = Tolerate(read);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {e}");
        }

        var (time, allocated) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
        // On a machine that is busy with something else, the time that this process had counts.
        if (time > Noticeable && Environment.CpuUsage.TotalTime - processor is var had && had < time) time = had;
        if (time > SlowestInput.Time) SlowestInput = (time, what);
        if (allocated > LargestAllocation.Bytes) LargestAllocation = (allocated, what);
        Assert.True(time < Slowest, $"{what} takes {time}.");
        Assert.True(allocated <= ReadLimits.MemoryPerByte * length + ReadLimits.Memory, $"{what} allocates {allocated} bytes for {length}.");
        return done;
    }

    private static bool Tolerate(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ModelFormatException e)
        {
            Assert.False(string.IsNullOrEmpty(e.File), $"no file: {e}");
            Assert.False(string.IsNullOrEmpty(e.Place), $"no place: {e}");
            return false;
        }
    }

    /// <summary>What was read is a sound model.</summary>
    private static void Use(Model? model, string what)
    {
        if (model is null) return;
        try
        {
            _ = model.CountParams();
            _ = model.ToJson();
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}, read: {e}");
        }
    }

    private static T Unverified<T>(byte[] bytes, string what, Func<Hdf5File, T> read)
    {
        using var file = Hdf5File.Open(new Hdf5Source(new ReadOnlyMemoryStream(bytes), what, owned: true) { VerifyChecksums = false });
        return read(file);
    }

    private static void Attributes(Hdf5Object item) => Tolerate(() =>
    {
        foreach (var name in item.Attributes.Names)
        {
            Tolerate(() => item.Attributes.ReadStrings(name));
            Tolerate(() => item.Attributes.ReadNumbers(name));
        }
    });
}
