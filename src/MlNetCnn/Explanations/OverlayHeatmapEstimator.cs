using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Lays heatmaps over their pictures. Made by <c>ml.Cnn.OverlayHeatmap</c>.</summary>
public sealed class OverlayHeatmapEstimator : CnnEstimator<OverlayHeatmapTransformer>
{
    private readonly OverlayHeatmapOptions _options;

    internal OverlayHeatmapEstimator(OverlayHeatmapOptions options)
        : base(new OverlayHeatmapTransformer(options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        var pictures = Shapes.Find(input, _options.ImageColumnName, "OverlayHeatmap").ItemType is CnnImageDataViewType;
        if (!pictures) Columns.FloatVector(input, _options.ImageColumnName, "OverlayHeatmap");
        Columns.FloatVector(input, _options.HeatmapColumnName, "OverlayHeatmap");
        return Shapes.With(input, pictures
            ? Shapes.Scalar(_options.OutputColumnName, CnnImageDataViewType.Instance)
            : Shapes.Vector(_options.OutputColumnName, NumberDataViewType.Single));
    }
}
