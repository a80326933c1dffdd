using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Turns pictures into features. Made by <c>ml.Cnn.ExtractFeatures</c>.</summary>
public sealed class ExtractFeaturesEstimator : CnnEstimator<ExtractFeaturesTransformer>
{
    private readonly ExtractFeaturesOptions _options;

    internal ExtractFeaturesEstimator(Model model, ExtractFeaturesOptions options)
        : base(new ExtractFeaturesTransformer(model, options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        Columns.FloatVector(input, _options.InputColumnName, "ExtractFeatures");
        return Shapes.With(input, Shapes.Vector(_options.OutputColumnName, NumberDataViewType.Single));
    }
}
