using MlNetCnn.Explain;
using MlNetCnn.Tool.Experiments.Convnets;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>How to train the net and measure the methods.</summary>
internal sealed record FaithfulnessSettings
{
    /// <summary>The training.</summary>
    public required RunSettings Training { get; init; }

    /// <summary>Folder of the sample set.</summary>
    public required string Data { get; init; }

    /// <summary>Pictures of each class that are drawn; a quarter of them is held out.</summary>
    public required int ImagesPerClass { get; init; }

    /// <summary>The methods measured side by side.</summary>
    public required IReadOnlyList<ExplanationMethod> Methods { get; init; }

    /// <summary>Held-out pictures of each class that they are measured on.</summary>
    public required int PicturesPerClass { get; init; }

    /// <summary>Randomised models that Grad-CAM's pointing game is played on.</summary>
    public required int RandomModels { get; init; }

    /// <summary>Steps of the curves of deletion and insertion.</summary>
    public required int Steps { get; init; }

    /// <summary>Which score is explained.</summary>
    public required ScoreKind Score { get; init; }

    /// <summary>Randomised models that every method's pointing game is played on: the first of them.</summary>
    public int RandomModelsPerMethod => Math.Min(RandomModels, 3);

    /// <summary>Pictures of each class whose maps are compared while layers are drawn anew.</summary>
    public int CascadePicturesPerClass => Math.Min(PicturesPerClass, 5);
}
