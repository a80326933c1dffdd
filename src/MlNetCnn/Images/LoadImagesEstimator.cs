using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Loads pictures from files. Made by <c>ml.Cnn.LoadImages</c>.</summary>
public sealed class LoadImagesEstimator : CnnEstimator<LoadImagesTransformer>
{
    private readonly LoadImagesOptions _options;

    internal LoadImagesEstimator(LoadImagesOptions options)
        : base(new LoadImagesTransformer(options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        Columns.Text(input, _options.InputColumnName, "LoadImages");
        return Shapes.With(input, _options.Height is null
            ? Shapes.Scalar(_options.OutputColumnName, CnnImageDataViewType.Instance)
            : Shapes.Vector(_options.OutputColumnName, NumberDataViewType.Single, PixelHistory.AnnotationShape));
    }
}
