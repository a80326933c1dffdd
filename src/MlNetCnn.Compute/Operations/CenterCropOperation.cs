using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer CenterCrop: the middle, or its largest part of the same proportions resized where the picture is smaller.</summary>
[Runs(typeof(CenterCrop))]
internal sealed class CenterCropOperation(OperationSite site) : ResampleOperation(site)
{
    private readonly (AxisWeights Rows, AxisWeights Columns) _places = Places((CenterCrop)site.Layer, site.Inputs[0][0], site.Inputs[0][1]);

    /// <summary>How rows and columns are made.</summary>
    public static (AxisWeights Rows, AxisWeights Columns) Places(CenterCrop layer, int height, int width) => height >= layer.Height && width >= layer.Width
        ? (AxisWeights.Window(height, (height - layer.Height) / 2, layer.Height), AxisWeights.Window(width, (width - layer.Width) / 2, layer.Width))
        : AspectWindow.Cut(height, width, layer, Interpolation.Bilinear);

    protected override (AxisWeights Rows, AxisWeights Columns) Places(Execution run) => _places;
}
