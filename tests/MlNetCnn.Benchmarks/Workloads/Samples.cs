using MlNetCnn.Compute;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>A few numbers that stand for an output, the same for every engine.</summary>
internal static class Samples
{
    /// <summary>Mean, mean magnitude, and mean of every value times a weight that runs from 0 to 1 over each element (so that places cannot be mixed up unseen).</summary>
    /// <param name="output">Channels last, as everywhere here; a peer transposes first.</param>
    public static double[] Of(Tensor output)
    {
        double sum = 0, magnitude = 0, weighted = 0;
        var count = (int)output.Shape.Count;
        var values = output.Span;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i];
            magnitude += Math.Abs(values[i]);
            weighted += values[i] * ((i % count) / (double)count);
        }

        return [sum / values.Length, magnitude / values.Length, weighted / values.Length];
    }
}
