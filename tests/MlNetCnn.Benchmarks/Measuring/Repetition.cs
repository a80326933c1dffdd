using System.Diagnostics;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>Runs something again and again, first without, then with the clock. The peers' scripts follow the same rule.</summary>
internal static class Repetition
{
    /// <summary>Runs timed at least.</summary>
    public const int MinimumRuns = 5;

    /// <summary>Runs before the clock starts, at least.</summary>
    public const int MinimumWarmUp = 3;

    /// <summary>Times every run.</summary>
    /// <param name="run">What is measured.</param>
    /// <param name="seconds">How long; half as long before, so that code is compiled and caches are filled.</param>
    /// <param name="beside">Something else that is run and timed in turns with it; null for nothing.</param>
    /// <returns>Milliseconds of each run, shortest first; those of the other; and processor time (all threads') per run, in ms.</returns>
    public static (double[] Times, double[] Beside, double Processor) Time(Action run, double seconds, Action? beside = null)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < MinimumWarmUp || clock.Elapsed.TotalSeconds < seconds / 2; i++)
        {
            run();
            beside?.Invoke();
        }

        List<double> times = [], others = [];
        double processor = 0;
        clock.Restart();
        while (times.Count < MinimumRuns || clock.Elapsed.TotalSeconds < seconds)
        {
            var used = Environment.CpuUsage.TotalTime;
            times.Add(Once(run));
            processor += (Environment.CpuUsage.TotalTime - used).TotalMilliseconds;
            if (beside is not null) others.Add(Once(beside));
        }

        return ([.. times.Order()], [.. others.Order()], processor / times.Count);
    }

    private static double Once(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
