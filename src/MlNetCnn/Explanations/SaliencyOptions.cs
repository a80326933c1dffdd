using MlNetCnn.Explain;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.Saliency</c>.</summary>
public sealed record SaliencyOptions() : HeatmapOptions("Saliency")
{
    /// <summary>
    /// How the picture's values are judged, with its settings: any method by gradients of the picture or by occlusion. Class activation maps are taken too. Default
    /// <see cref="Explain.Saliency"/>.
    /// </summary>
    public ExplanationMethod Method { get; init; } = new Saliency();

    internal override ExplanationMethod Explains => Method;
}
