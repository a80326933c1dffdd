namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>How to fine-tune a network whose classifier is trained: section 5.3.2 of the Keras book.</summary>
internal sealed record FineTuneSettings
{
    /// <summary>The first layer to train; null for the base's usual one.</summary>
    public string? UnfreezeFrom { get; init; }

    public int Epochs { get; init; } = 30;

    public int BatchSize { get; init; } = 20;

    /// <summary>Steps of an epoch; null for one pass over the data.</summary>
    public int? Steps { get; init; }

    public double LearningRate { get; init; } = 1e-5;

    /// <summary>Whether the training pictures are varied, as in section 5.2.5.</summary>
    public bool Augment { get; init; } = true;

    /// <summary>Whether an interrupted run goes on.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether event files for TensorBoard are written.</summary>
    public bool TensorBoard { get; init; }
}
