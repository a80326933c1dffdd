using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Class activation maps: where in a picture a layer of a network finds what speaks for a class. Made by <c>ml.Cnn.GradCam</c>.</summary>
public sealed class GradCamEstimator : CnnEstimator<GradCamTransformer>
{
    private readonly GradCamOptions _options;

    internal GradCamEstimator(Model model, GradCamOptions options)
        : base(new GradCamTransformer(model, options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input) => HeatmapColumns.Shape(input, _options, "GradCam");
}
