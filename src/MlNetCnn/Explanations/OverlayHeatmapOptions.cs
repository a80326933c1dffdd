using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.OverlayHeatmap</c>.</summary>
public sealed record OverlayHeatmapOptions
{
    /// <summary>The column made: pictures of the type of <see cref="ImageColumnName"/>, with three channels. Default <c>Overlay</c>.</summary>
    public string OutputColumnName { get; init; } = "Overlay";

    /// <summary>The column of pictures as one sees them: float pixels 0 to 255, (height, width, channels), not preprocessed; or pictures of any size. Default <c>Image</c>.</summary>
    public string ImageColumnName { get; init; } = "Image";

    /// <summary>The column of heatmaps, float vectors (height, width) of any size. Default <c>Heatmap</c>.</summary>
    public string HeatmapColumnName { get; init; } = "Heatmap";

    /// <summary>How: colours, their intensity, and which recipe. Default <see cref="Overlay.Book"/>: <c>heatmap * 0.4 + image</c> with OpenCV's jet.</summary>
    public Overlay Overlay { get; init; } = Overlay.Book;

    internal void Validate() => new OptionErrors(nameof(OverlayHeatmapOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(ImageColumnName, nameof(ImageColumnName))
        .Named(HeatmapColumnName, nameof(HeatmapColumnName))
        .Require(Overlay is not null, nameof(Overlay), Overlay, "an Overlay")
        .ThrowIfAny();
}
