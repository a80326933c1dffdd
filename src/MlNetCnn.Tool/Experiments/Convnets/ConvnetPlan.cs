using MlNetCnn.Keras;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>A training of one stage: data, network, options.</summary>
internal sealed record ConvnetPlan
{
    /// <summary>Name of the experiment, which is the target's.</summary>
    public required string Experiment { get; init; }

    /// <summary>What it is and the chapter it comes from, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>Where the pictures come from.</summary>
    public required string DataFolder { get; init; }

    public required ExperimentData Data { get; init; }

    /// <summary>The network with its first weights; with a head in the options the base alone.</summary>
    public required Model Network { get; init; }

    /// <summary>Head, optimizer, preprocessing, augmentation; the rest comes from the settings.</summary>
    public required ConvNetOptions Options { get; init; }

    /// <summary>What happens to pixels, as <c>predict</c> calls it.</summary>
    public required string Preprocessing { get; init; }

    public required RunSettings Settings { get; init; }

    /// <summary>The callbacks of the experiment itself. Default none.</summary>
    public Func<RunFolder, IReadOnlyList<Callback>> Callbacks { get; init; } = _ => [];

    /// <summary>More figures for the summary. Default none.</summary>
    public Action<Summary> Remember { get; init; } = _ => { };
}
