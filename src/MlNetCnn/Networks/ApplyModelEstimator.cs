using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Runs a Keras model over pictures. Made by <c>ml.Cnn.ApplyModel</c>.</summary>
public sealed class ApplyModelEstimator : CnnEstimator<ApplyModelTransformer>
{
    private readonly ApplyModelOptions _options;

    internal ApplyModelEstimator(Model model, ApplyModelOptions options)
        : base(new ApplyModelTransformer(model, options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        Columns.FloatVector(input, _options.InputColumnName, "ApplyModel");
        return Shapes.With(input, Shapes.Vector(
            _options.OutputColumnName, NumberDataViewType.Single, _options.ClassNames is null ? [] : [AnnotationColumns.SlotNamesShape]));
    }
}
