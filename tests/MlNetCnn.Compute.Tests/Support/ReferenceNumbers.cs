using System.Text.Json;

namespace MlNetCnn.Compute.Tests.Support;

/// <summary>Committed numbers, made by the scripts in Reference.</summary>
internal static class ReferenceNumbers
{
    public static JsonElement Read(string file)
    {
        using var stream = typeof(ReferenceNumbers).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        return JsonDocument.Parse(stream).RootElement;
    }

    public static double[] Doubles(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>sin(1.7 i + phase) * scale, as the script's <c>wave</c>.</summary>
    public static float[] Wave(int count, double phase, double scale = 1) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(scale * Math.Sin(1.7 * i + phase)))];
}
