using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Contest;

/// <summary>A process's answer, or what became of it.</summary>
internal static class Answer
{
    public static (Measurement Measurement, double? OthersBusy) Of(ChildProcess.Result result, Workload workload, string engine, int threads)
    {
        var answer = result.Code == 0 ? Measurement.Find(result.Output) : null;
        answer ??= new Measurement { Workload = workload.Name, Engine = engine, Threads = threads, Error = $"failed (exit code {result.Code}): {result.LastWords}" };
        return (answer, result.OthersBusy);
    }
}
