using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetCnn.Benchmarks.Contest;

namespace MlNetCnn.Benchmarks.Tables;

/// <summary>Rows as JSON, with the machine they were measured on.</summary>
internal static class TableFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    /// <summary>Writes the file whole, also when only some rows are known yet.</summary>
    public static void Write(string path, IReadOnlyList<Row> rows, IReadOnlyList<string> claims, int rounds, double seconds)
    {
        var table = new
        {
            Measured = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            Processor = Processor(),
            Environment.ProcessorCount,
            System = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            Rounds = rounds,
            SecondsPerProcess = seconds,
            Rows = rows,
            Claims = claims,
        };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(table, Indented));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>One row on one line.</summary>
    public static string Line(Row row) => JsonSerializer.Serialize(row, Json);

    private static string? Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
