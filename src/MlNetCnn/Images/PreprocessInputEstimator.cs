using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Brings pixels into the range that a pre-trained network expects. Made by <c>ml.Cnn.PreprocessInput</c>.</summary>
public sealed class PreprocessInputEstimator : CnnEstimator<PreprocessInputTransformer>
{
    private readonly PreprocessInputOptions _options;

    internal PreprocessInputEstimator(PreprocessInputOptions options)
        : base(new PreprocessInputTransformer(options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        Columns.FloatVector(input, _options.Input, "PreprocessInput");
        return Shapes.With(input, Shapes.Vector(_options.OutputColumnName, NumberDataViewType.Single, PixelHistory.AnnotationShape));
    }
}
