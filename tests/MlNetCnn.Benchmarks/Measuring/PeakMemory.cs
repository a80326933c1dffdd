using System.Globalization;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>The most memory this process ever held.</summary>
internal static class PeakMemory
{
    /// <summary>VmHWM in 2^20 bytes; null where the system does not tell.</summary>
    public static double? Megabytes
    {
        get
        {
            const string Status = "/proc/self/status";
            if (!File.Exists(Status)) return null;
            var line = File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : Math.Round(double.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024, 1);
        }
    }
}
