using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>The outputs of layers. Made by <c>ml.Cnn.LayerActivations</c>.</summary>
public sealed class LayerActivationsEstimator : CnnEstimator<LayerActivationsTransformer>
{
    private readonly LayerActivationsOptions _options;

    internal LayerActivationsEstimator(Model model, LayerActivationsOptions options)
        : base(new LayerActivationsTransformer(model, options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        Columns.FloatVector(input, _options.Input, "LayerActivations");
        return Shapes.With(input, [.. _options.Outputs.Select(name => Shapes.Vector(name, NumberDataViewType.Single))]);
    }
}
