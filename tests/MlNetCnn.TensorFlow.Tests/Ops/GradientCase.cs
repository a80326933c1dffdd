using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>A graph whose gradients are compared with differences.</summary>
/// <param name="Name">Unique: the operation, and what is special.</param>
/// <param name="Shapes">Of the inputs, all float32; the first dimension is the batch.</param>
/// <param name="Build">Adds the nodes.</param>
internal sealed record GradientCase(string Name, int[][] Shapes, Func<GraphBuilder, GraphTensor[], GraphTensor> Build)
{
    /// <summary>Smallest value of the inputs.</summary>
    public float Low { get; init; } = -1;

    /// <summary>Largest value of the inputs.</summary>
    public float High { get; init; } = 1;

    /// <summary>Inputs whose first dimension the graph does not know; all where null.</summary>
    public int[]? Unknown { get; init; }

    /// <summary>Values of the inputs: all different, none close to 0, in shuffled order.</summary>
    public float[][] Values()
    {
        int[] counts = [.. Shapes.Select(s => s.Aggregate(1, (product, size) => product * size))];
        var total = counts.Sum() + counts.Sum() % 2;
        float[] all = [.. Enumerable.Range(0, total).Select(i => Low + (i + 0.5f) * (High - Low) / total)];
        new Random(1).Shuffle(all);
        return [.. counts.Select((count, i) => all[counts.Take(i).Sum()..][..count])];
    }

    /// <summary>The input's shape as the graph knows it.</summary>
    public TensorShape Known(int input, bool isStatic) =>
        isStatic || Shapes[input].Length == 0 || Unknown?.Contains(input) == false ? new(Shapes[input]) : new([-1, .. Shapes[input][1..]]);
}
