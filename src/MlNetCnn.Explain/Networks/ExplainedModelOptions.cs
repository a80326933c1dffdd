using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>Settings of an <see cref="ExplainedModel"/>.</summary>
public sealed record ExplainedModelOptions
{
    /// <summary>What runs the model. Default null: the managed engine.</summary>
    public IEngine? Engine { get; init; }

    /// <summary>Shape of a picture, (height, width, channels), for models whose own leaves dimensions open. Default null: the model's.</summary>
    public Shape? InputShape { get; init; }

    /// <summary>Threads at most. Results do not depend on it. Default 0: one per core.</summary>
    public int Threads { get; init; }

    /// <summary>Whether convolutions are computed by direct sums alone: <see cref="CompileOptions.Precise"/>. Default false.</summary>
    public bool Precise { get; init; }
}
