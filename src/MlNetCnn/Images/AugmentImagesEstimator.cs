using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Varies pictures. Made by <c>ml.Cnn.AugmentImages</c>.</summary>
public sealed class AugmentImagesEstimator : CnnEstimator<AugmentImagesTransformer>
{
    private readonly AugmentImagesOptions _options;

    internal AugmentImagesEstimator(AugmentImagesOptions options)
        : base(new AugmentImagesTransformer(options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        if (Shapes.Find(input, _options.Input, "AugmentImages").ItemType is CnnImageDataViewType)
            return Shapes.With(input, Shapes.Scalar(_options.OutputColumnName, CnnImageDataViewType.Instance));
        Columns.FloatVector(input, _options.Input, "AugmentImages");
        return Shapes.With(input, Shapes.Vector(_options.OutputColumnName, NumberDataViewType.Single, PixelHistory.ShapeOf(Shapes.Find(input, _options.Input, "AugmentImages"))));
    }
}
