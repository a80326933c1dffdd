using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Says of every position of a picture how much it counts for a class. Made by <c>ml.Cnn.Saliency</c>.</summary>
public sealed class SaliencyEstimator : CnnEstimator<SaliencyTransformer>
{
    private readonly SaliencyOptions _options;

    internal SaliencyEstimator(Model model, SaliencyOptions options)
        : base(new SaliencyTransformer(model, options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input) => HeatmapColumns.Shape(input, _options, "Saliency");
}
