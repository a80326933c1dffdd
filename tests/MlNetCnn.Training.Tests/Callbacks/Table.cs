using System.Globalization;
using System.Text.Json;

namespace MlNetCnn.Training.Tests;

/// <summary>Committed numbers of Keras and torch, made by the scripts beside them.</summary>
internal static class Table
{
    public static JsonElement Read(string file)
    {
        using var stream = typeof(Table).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded.");
        return JsonDocument.Parse(stream).RootElement;
    }

    /// <summary>A number that Python's repr wrote.</summary>
    public static double Number(this JsonElement text) => Number(text.GetString()!);

    public static double Number(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number ? e.GetDouble() : e.Number())];

    public static int Int(this JsonElement row, string name, int otherwise = 0) => row.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;

    public static double Double(this JsonElement row, string name, double otherwise) => row.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;

    public static bool Flag(this JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.GetBoolean();

    public static string Text(this JsonElement row, string name, string otherwise = "") => row.TryGetProperty(name, out var value) ? value.GetString()! : otherwise;
}
