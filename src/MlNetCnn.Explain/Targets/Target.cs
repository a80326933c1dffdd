using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>
/// The scalar of a model's output that is explained, for each picture of a batch. Where the output is one number (a sigmoid), it is the score of class 1, and class 0 has 1 minus it (as a
/// logit: minus it). Where the output has positions, a class's score is its mean over them.
/// </summary>
public abstract record Target
{
    /// <summary>The class of the highest score, for each picture.</summary>
    public static Target Top { get; } = new TopClass();

    /// <summary>A class, by its index.</summary>
    /// <param name="index">From 0.</param>
    public static Target Class(int index) => new GivenClass([index]);

    /// <summary>A class for each picture.</summary>
    /// <param name="indices">As many as the batch has pictures.</param>
    public static Target Classes(params IReadOnlyList<int> indices) => new GivenClass(indices);

    /// <summary>A sum of the outputs, each with a weight: any scalar that is linear in them.</summary>
    /// <param name="weights">One per value of the output.</param>
    public static Target Weighted(params IReadOnlyList<float> weights) => new WeightedOutput(weights);

    /// <summary>Looks at the output of a batch.</summary>
    /// <param name="output">What the model gave: probabilities or logits, as <paramref name="kind"/> says.</param>
    /// <param name="kind">What the output's values are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is none of the output's.</exception>
    /// <exception cref="ArgumentException">There are other numbers of classes or weights than the batch or the output has.</exception>
    internal abstract TargetScores Of(Tensor output, ScoreKind kind);

    /// <summary>Number of classes of an output.</summary>
    internal static int ClassCount(Shape output) => output.Count == 1 ? 2 : output[^1];
}
