using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Resizing.</summary>
[Runs(typeof(Resizing))]
internal sealed class ResizingOperation : ResampleOperation
{
    private readonly (AxisWeights Rows, AxisWeights Columns) _places;
    private readonly float _fill;

    public ResizingOperation(OperationSite site)
        : base(site)
    {
        var layer = (Resizing)site.Layer;
        _fill = layer.PadToAspectRatio ? (float)layer.FillValue : 0;
        _places = Places(layer, site.Inputs[0][0], site.Inputs[0][1]);
    }

    /// <summary>How rows and columns are made.</summary>
    public static (AxisWeights Rows, AxisWeights Columns) Places(Resizing layer, int height, int width) =>
        layer.CropToAspectRatio ? AspectWindow.Cut(height, width, layer, layer.Interpolation, layer.Antialias)
        : layer.PadToAspectRatio ? AspectWindow.Pad(height, width, layer, layer.Interpolation, layer.Antialias)
        : (AxisWeights.Resize(height, 0, height, layer.Height, layer.Interpolation, layer.Antialias), AxisWeights.Resize(width, 0, width, layer.Width, layer.Interpolation, layer.Antialias));

    protected override float Fill => _fill;

    protected override (AxisWeights Rows, AxisWeights Columns) Places(Execution run) => _places;
}
