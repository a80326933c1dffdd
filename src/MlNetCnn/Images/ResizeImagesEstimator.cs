using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Resizes pictures to one size. Made by <c>ml.Cnn.ResizeImages</c>.</summary>
public sealed class ResizeImagesEstimator : CnnEstimator<ResizeImagesTransformer>
{
    private readonly ResizeImagesOptions _options;

    internal ResizeImagesEstimator(ResizeImagesOptions options)
        : base(new ResizeImagesTransformer(options)) => _options = options;

    private protected override SchemaShape Map(SchemaShape input)
    {
        var column = Shapes.Find(input, _options.Input, "ResizeImages");
        if (column.ItemType is not CnnImageDataViewType)
            throw Columns.Wrong(column.Name, Shapes.Describe(column), "pictures, as LoadImages without a size makes them", "ResizeImages");
        return Shapes.With(input, Shapes.Vector(_options.OutputColumnName, NumberDataViewType.Single, PixelHistory.AnnotationShape));
    }
}
