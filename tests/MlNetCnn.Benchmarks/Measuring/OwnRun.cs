using MlNetCnn.Benchmarks.Workloads;
using MlNetCnn.Compute;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>This engine on one workload, in this process.</summary>
internal static class OwnRun
{
    /// <summary>This engine's name in tables.</summary>
    public const string Engine = "mlnetcnn";

    /// <summary>Measures; an engine that refuses the workload is an answer too.</summary>
    /// <param name="workload">What to run.</param>
    /// <param name="threads">Threads used at most.</param>
    /// <param name="seconds">How long the clock runs.</param>
    public static Measurement Measure(Workload workload, int threads, double seconds)
    {
        var answer = new Measurement { Workload = workload.Name, Engine = $"{Engine} ({new ManagedEngine().Arithmetic})", Threads = threads };
        if (workload.Missing is { } reason) return answer with { Error = $"not run: {reason}" };
        PreparedRun prepared;
        double[] check;
        try
        {
            prepared = workload.Prepare(threads);
            check = prepared.Check();
        }
        catch (NotSupportedException e)
        {
            return answer with { Error = $"not run: {e.Message}" };
        }

        using (prepared)
        {
            var (times, beside, processor) = Repetition.Time(prepared.Run, seconds, prepared.Beside);
            var median = Medians.Of(times)!.Value;
            // Last, so that the operations' count (which builds the network once more) and the peak's threads do not show in the memory.
            var memory = PeakMemory.Megabytes;
            return answer with
            {
                MedianMs = Math.Round(median, 4),
                BestMs = Math.Round(times[0], 4),
                Runs = times.Length,
                BesideMs = Medians.Of(beside) is { } other ? Math.Round(other, 4) : null,
                ProcessorMs = Math.Round(processor, 2),
                MsPerImage = Math.Round(median / workload.Images, 4),
                Gflops = workload.Gflop > 0 ? Math.Round(workload.Gflop / median * 1000, 1) : null,
                FmaPeakGflops = workload.Gflop > 0 ? FmaPeak.Measure(threads) : null,
                PeakMemoryMb = memory,
                Check = check,
            };
        }
    }
}
