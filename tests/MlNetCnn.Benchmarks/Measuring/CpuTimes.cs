using System.Globalization;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>What the machine's processors have done since it started (first line of /proc/stat), in ticks of all of them together.</summary>
/// <param name="Total">All ticks.</param>
/// <param name="Idle">Ticks with nothing to do, waiting for disks included.</param>
internal readonly record struct CpuTimes(long Total, long Idle)
{
    /// <summary>Now; null where the system does not tell.</summary>
    public static CpuTimes? Now => File.Exists("/proc/stat") ? Parse(File.ReadLines("/proc/stat").First()) : null;

    /// <summary>Reads the line <c>cpu user nice system idle iowait irq softirq steal guest guest_nice</c>. Guests' time is in user time already.</summary>
    public static CpuTimes Parse(string line)
    {
        long[] ticks = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(t => long.Parse(t, CultureInfo.InvariantCulture))];
        return new(ticks.Sum(), ticks[3] + ticks[4]);
    }

    /// <summary>Ticks that this program's ended children used (cutime and cstime of /proc/self/stat); 0 where the system does not tell.</summary>
    public static long OfChildren
    {
        get
        {
            if (!File.Exists("/proc/self/stat")) return 0;
            var stat = File.ReadAllText("/proc/self/stat");
            // The program's name, in brackets, may hold blanks; the fields after it start with the third.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Share of the time between two looks in which processors had work, 0 to 1.</summary>
    public static double Busy(CpuTimes before, CpuTimes after) =>
        after.Total == before.Total ? 0 : 1 - (after.Idle - before.Idle) / (double)(after.Total - before.Total);
}
