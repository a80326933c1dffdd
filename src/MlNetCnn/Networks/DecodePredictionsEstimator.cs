using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Names the best classes. Made by <c>ml.Cnn.DecodePredictions</c>.</summary>
public sealed class DecodePredictionsEstimator : CnnEstimator<DecodePredictionsTransformer>
{
    private readonly DecodePredictionsOptions _options;

    internal DecodePredictionsEstimator(DecodePredictionsOptions options)
        : base(new DecodePredictionsTransformer(options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        Columns.FloatVector(input, _options.InputColumnName, "DecodePredictions");
        return Shapes.With(
            input, Shapes.Vector(_options.OutputColumnName, TextDataViewType.Instance), Shapes.Vector(_options.Scores, NumberDataViewType.Single));
    }
}
