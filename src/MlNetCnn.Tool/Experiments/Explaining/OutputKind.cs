namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>What a network's output means.</summary>
internal enum OutputKind
{
    /// <summary>Probabilities of classes: after softmax, or a sigmoid for each.</summary>
    Probabilities,

    /// <summary>Scores of classes that no function makes probabilities of.</summary>
    Scores,

    /// <summary>One number without a sigmoid, as of a regression: there are no classes.</summary>
    Number,
}
