using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Multiplies and shifts values. Made by <c>ml.Cnn.Rescale</c>.</summary>
public sealed class RescaleEstimator : CnnEstimator<RescaleTransformer>
{
    private readonly RescaleOptions _options;

    internal RescaleEstimator(RescaleOptions options)
        : base(new RescaleTransformer(options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        Columns.FloatVector(input, _options.Input, "Rescale");
        return Shapes.With(input, Shapes.Vector(_options.OutputColumnName, NumberDataViewType.Single, PixelHistory.ShapeOf(Shapes.Find(input, _options.Input, "Rescale"))));
    }
}
