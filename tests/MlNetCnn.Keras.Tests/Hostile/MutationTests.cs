using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlNetCnn.Keras.Tests.Hdf5;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>
/// Seeded damage to files of every format: 20,000 inputs by default, 200,000 by the build's target Fuzz. Whatever is done to a file, it is read or refused
/// with the one documented exception. MLNETCNN_MUTATIONS is the number, MLNETCNN_SEED the first seed; a failure names the input, which is made again from its seed.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly int Mutations = Setting("MLNETCNN_MUTATIONS", 20_000);
    /// <summary>Whether more is to be tried than in the usual run.</summary>
    public static readonly bool IsLong = Mutations > 20_000;

    private static readonly int Seed = Setting("MLNETCNN_SEED", 1);

    /// <summary>The old structures of HDF5 (which have no checksums), a whole model.</summary>
    [Fact]
    public void Damaged_old_hdf5_models() => Run("tiny.h5", 25, (seed, load) => load.File(Damaged("tiny.h5", "tiny.latest.h5", seed), $"tiny.h5 {seed}"));

    /// <summary>The new structures; every second time the checksums are compared, as for any user.</summary>
    [Fact]
    public void Damaged_new_hdf5_models() => Run("tiny.latest.h5", 20, (seed, load) => load.File(Damaged("tiny.latest.h5", "tiny.h5", seed), $"tiny.latest.h5 {seed}", verify: seed % 4 == 0));

    [Fact]
    public void Damaged_weight_files() => Run("tiny.weights.h5", 10, (seed, load) => load.File(Damaged("tiny.weights.h5", "tiny.latest.h5", seed), $"tiny.weights.h5 {seed}"));

    /// <summary>Every structure that h5py can write, read as HDF5 and not as a model.</summary>
    [Fact]
    public void Damaged_hdf5_files_of_all_kinds() => Run("hdf5", 10, (seed, load) =>
    {
        var name = Fixtures.Names[seed % Fixtures.Names.Length];
        load.Hdf5(Damaged(name, Fixtures.Names[(seed + 1) % Fixtures.Names.Length], seed), $"{name} {seed}");
    });

    /// <summary>The archive itself is damaged, mostly its headers.</summary>
    [Fact]
    public void Damaged_archives() => Run("zip", 10, (seed, load) => load.File(Damaged("tiny.keras", "tiny.h5", seed, zipHeaders: true), $"tiny.keras {seed}"));

    /// <summary>The archive is sound, checksums and all, and what is in it is not.</summary>
    [Fact]
    public void Sound_archives_of_damaged_members() => Run("members", 10, (seed, load) =>
    {
        var random = new RandomStream(seed, "members");
        var config = random.NextInt32(2) == 0 ? JsonMutator.Mutate(Config, random) : Config;
        var metadata = random.NextInt32(8) == 0 ? JsonMutator.Mutate("""{"keras_version": "3.9.2", "date_saved": "2025-01-01@00:00:00"}""", random) : "{}";
        var weights = random.NextInt32(2) == 0 ? Damaged("tiny.weights.h5", "tiny.latest.h5", seed) : TinyWeights;
        var deflate = random.NextInt32(2) == 0;
        load.File(
            ZipForge.Make([new("metadata.json", Encoding.UTF8.GetBytes(metadata)), new("config.json", Encoding.UTF8.GetBytes(config)) { Deflate = deflate }, new("model.weights.h5", weights) { Deflate = deflate }]),
            $"members {seed}");
    });

    [Fact]
    public void Damaged_configurations() => Run("json", 15, (seed, load) =>
        load.Json(JsonMutator.Mutate(JsonSeeds.All[seed % JsonSeeds.All.Length], new RandomStream(seed, "json")), $"json {seed}"));

    private static readonly string Config = Encoding.UTF8.GetString(TinyFiles.Bytes("tiny.json"));
    private static readonly byte[] TinyWeights = TinyFiles.Bytes("tiny.weights.h5");
    private static readonly Dictionary<string, (byte[] Bytes, int[] Used)> Originals = [];

    private static byte[] Damaged(string name, string other, int seed, bool zipHeaders = false)
    {
        var (bytes, used) = Original(name, zipHeaders);
        return ByteMutator.Mutate(bytes, Original(other, false).Bytes, new RandomStream(seed, name), used);
    }

    private static (byte[] Bytes, int[] Used) Original(string name, bool zipHeaders)
    {
        if (Originals.TryGetValue(name, out var known)) return known;
        var bytes = name.StartsWith("tiny.", StringComparison.Ordinal) ? TinyFiles.Bytes(name) : Fixtures.Bytes(name);
        var used = ByteMutator.Used(bytes);
        if (zipHeaders)
        {
            // The first member's header, and the directory with what is behind it.
            var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002metadata"u8[..4]) - 200;
            used = [.. used.Where(i => i < 40 || i > directory), .. used.Where(i => i % 16 == 0)];
        }

        return Originals[name] = (bytes, used);
    }

    private void Run(string what, int percent, Action<int, HostileLoad> one)
    {
        var watch = Stopwatch.StartNew();
        var load = new HostileLoad();
        var count = Mutations * percent / 100;
        for (var i = 0; i < count; i++) one(unchecked(Seed * 1_000_003 + i) & int.MaxValue, load);
        output.WriteLine($"{what}: {load}; {watch.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s");
        Assert.InRange(load.Refused, count / 100, count - 1); // damage is neither always noticed nor never
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
