using MlNetCnn.Explain;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.GradCam</c>.</summary>
public sealed record GradCamOptions() : HeatmapOptions("Heatmap")
{
    /// <summary>
    /// The class activation map made, with its settings: the layer looked at, probability or logit, smoothing, pictures per batch. Default <see cref="Explain.GradCam"/> at the last convolution.
    /// </summary>
    public CamMethod Method { get; init; } = new GradCam();

    internal override ExplanationMethod Explains => Method;
}
