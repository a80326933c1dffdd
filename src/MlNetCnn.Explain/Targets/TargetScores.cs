using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>What a <see cref="Target"/> found in a batch's output.</summary>
/// <param name="Classes">The class of each picture; null for a scalar that is none.</param>
/// <param name="Scores">The scalar of each picture.</param>
/// <param name="Gradient">Derivative of each picture's scalar by its outputs.</param>
internal sealed record TargetScores(IReadOnlyList<int?> Classes, IReadOnlyList<float> Scores, Tensor Gradient)
{
    /// <summary>The target of one picture, settled: its class stays what it is here, also for variants of the picture.</summary>
    /// <param name="picture">Number of the picture.</param>
    /// <param name="target">What found these scores.</param>
    public Target Settled(int picture, Target target) => Classes[picture] is { } index ? new GivenClass([index]) { Format = target.Format } : target;

    /// <summary>Scores of classes.</summary>
    /// <param name="target">Which knows where classes are.</param>
    /// <param name="output">The batch's output.</param>
    /// <param name="kind">What its values are.</param>
    /// <param name="classOf">The class of each picture, one of the output's.</param>
    public static TargetScores OfClasses(Target target, Tensor output, ScoreKind kind, Func<int, int> classOf)
    {
        var classes = new int?[output.Batch];
        var scores = new float[output.Batch];
        var gradient = new Tensor(output.Batch, output.Shape);
        for (var i = 0; i < output.Batch; i++)
        {
            var index = classOf(i);
            classes[i] = index;
            scores[i] = Write(target, output[i], output.Shape, kind, index, gradient[i]);
        }

        return new TargetScores(classes, scores, gradient);
    }

    /// <summary>The score of a class.</summary>
    public static float Score(Target target, ReadOnlySpan<float> output, Shape shape, ScoreKind kind, int index) => Write(target, output, shape, kind, index, []);

    /// <summary>The score, and its derivative where there is room for it.</summary>
    private static float Write(Target target, ReadOnlySpan<float> output, Shape shape, ScoreKind kind, int index, Span<float> gradient)
    {
        if (output.Length == 1)
        {
            if (!gradient.IsEmpty) gradient[0] = index == 1 ? 1 : -1;
            return index == 1 ? output[0] : kind == ScoreKind.Logit ? -output[0] : 1 - output[0];
        }

        var classes = target.ClassCount(shape);
        var positions = output.Length / classes;
        var (start, step) = target.IsClassesFirst(shape) ? (index * positions, 1) : (index, classes);
        var sum = 0.0;
        for (var p = 0; p < positions; p++)
        {
            sum += output[start + p * step];
            if (!gradient.IsEmpty) gradient[start + p * step] = 1f / positions;
        }

        return (float)(sum / positions);
    }
}
