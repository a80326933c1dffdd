using System.Security.Cryptography;
using System.Text.Json;

namespace MlNetCnn.Imaging.Tests;

/// <summary>The tiny pictures of the Fixtures folder and what Pillow makes of them (Fixtures/make_fixtures.py).</summary>
internal static class Fixture
{
    public sealed record Expectation(int Height, int Width, int Channels, int Orientation, string Sha256);

    public sealed record ResizeExpectation(string Source, int Height, int Width, Resampling Filter, string Sha256);

    public sealed record OrientedExpectation(int Height, int Width, string Sha256);

    private sealed record Expected(
        Dictionary<string, Expectation> Files, ResizeExpectation[] Resizes, Dictionary<int, OrientedExpectation> Oriented, Dictionary<string, string> Colours);

    private static readonly Expected All = ReadJson<Expected>("expected.json");

    public static IReadOnlyDictionary<string, Expectation> Files => All.Files;

    public static IReadOnlyList<ResizeExpectation> Resizes => All.Resizes;

    public static IReadOnlyDictionary<int, OrientedExpectation> Oriented => All.Oriented;

    public static IReadOnlyDictionary<string, string> Colours => All.Colours;

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    public static Image Load(string name) => ImageFile.Load(Path(name));

    public static T ReadJson<T>(string name) => JsonSerializer.Deserialize<T>(Bytes(name), new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    })!;

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
