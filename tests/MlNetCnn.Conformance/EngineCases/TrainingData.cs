using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Batches to train with, the same at each call.</summary>
internal static class TrainingData
{
    /// <summary>Elements of a batch.</summary>
    public const int Batch = 4;

    /// <summary>Inputs of a step.</summary>
    public static Tensor[] Inputs(Model model, int step) => [.. model.Inputs.Select((input, i) => Uniform(Batch, input.Shape, $"input/{i}", step, -1, 2))];

    /// <summary>One-hot rows over the output's last axis.</summary>
    public static Tensor Classes(Shape shape, int step)
    {
        var targets = new Tensor(Batch, shape);
        var classes = shape[^1];
        for (var row = 0; row < targets.Span.Length / classes; row++) targets.Span[row * classes + (row + step) % classes] = 1;
        return targets;
    }

    /// <summary>Indices of classes, as sparse losses take them.</summary>
    public static Tensor Indices(Shape shape, int step)
    {
        var targets = new Tensor(Batch, new Shape([.. shape.Take(shape.Rank - 1)]));
        for (var row = 0; row < targets.Span.Length; row++) targets.Span[row] = (row + step) % shape[^1];
        return targets;
    }

    /// <summary>Evenly drawn numbers.</summary>
    public static Tensor Uniform(int batch, Shape shape, string purpose, int step, float low, float high)
    {
        var tensor = new Tensor(batch, shape);
        var stream = new RandomStream(11, $"conformance/{purpose}", step);
        foreach (ref var value in tensor.Span) value = low + (high - low) * stream.NextSingle();
        return tensor;
    }
}
