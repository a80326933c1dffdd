using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

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
    /// <param name="indices">As many as the batch has pictures, or one for all.</param>
    public static Target Classes(params IReadOnlyList<int> indices) => new GivenClass([.. indices]);

    /// <summary>A sum of the outputs, each with a weight: any scalar that is linear in them.</summary>
    /// <param name="weights">One per value of the output, all finite.</param>
    public static Target Weighted(params IReadOnlyList<float> weights) => new WeightedOutput([.. weights]);

    /// <summary>Where an output with positions has its classes. Set from the model before the target is asked anything.</summary>
    internal DataFormat Format { get; init; }

    /// <summary>Looks at the output of a batch.</summary>
    /// <param name="output">What the model gave: probabilities or logits, as <paramref name="kind"/> says.</param>
    /// <param name="kind">What the output's values are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is none of the output's.</exception>
    /// <exception cref="ArgumentException">There are other numbers of classes or weights than the batch or the output has.</exception>
    internal abstract TargetScores Of(Tensor output, ScoreKind kind);

    /// <summary>Fails early where the target cannot be one of a model's: before anything is computed.</summary>
    /// <param name="batch">Number of pictures.</param>
    /// <param name="output">Shape of the model's output.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is none of the output's.</exception>
    /// <exception cref="ArgumentException">There are other numbers of classes or weights than the batch or the output has.</exception>
    internal virtual void Check(int batch, Shape output) { }

    /// <summary>The target of a part of the batch that this is the target of.</summary>
    /// <param name="start">The part's first picture.</param>
    /// <param name="count">Its number of pictures.</param>
    internal virtual Target Slice(int start, int count) => this;

    /// <summary>Number of classes of an output.</summary>
    internal int ClassCount(Shape output) => output.Count == 1 ? 2 : IsClassesFirst(output) ? output[0] : output[^1];

    /// <summary>Whether an output has its classes before its positions.</summary>
    internal bool IsClassesFirst(Shape output) => output.Rank == 3 && Format == DataFormat.ChannelsFirst;

    private protected void CheckClass(int index, Shape output)
    {
        var classes = ClassCount(output);
        if (index < 0 || index >= classes) throw new ArgumentOutOfRangeException(nameof(index), index, $"The model has {classes} classes, 0 to {classes - 1}.");
    }
}
