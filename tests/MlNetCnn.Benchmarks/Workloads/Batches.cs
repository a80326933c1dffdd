using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>What goes in: the same numbers in every process, so that peers can be compared.</summary>
internal static class Batches
{
    /// <summary>Values from -1 to 1.</summary>
    public static Tensor Inputs(Shape shape, int batch)
    {
        var tensor = new Tensor(batch, shape);
        var stream = new RandomStream(1, "inputs");
        foreach (ref var x in tensor.Span) x = 2 * stream.NextSingle() - 1;
        return tensor;
    }

    /// <summary>0 and 1 by turns for one output, class indices in a cycle for several.</summary>
    public static Tensor Targets(Shape output, int batch)
    {
        var tensor = new Tensor(batch, [1]);
        var classes = Math.Max(2, output[^1]);
        for (var i = 0; i < batch; i++) tensor.Span[i] = i % classes;
        return tensor;
    }
}
