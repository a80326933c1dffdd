using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>UpSampling2D: resized by whole factors.</summary>
[Runs(typeof(UpSampling2D))]
internal sealed class UpSampling2DOperation : ResampleOperation
{
    private readonly AxisWeights _rows;
    private readonly AxisWeights _columns;

    public UpSampling2DOperation(OperationSite site)
        : base(site)
    {
        var (input, layer) = (site.Inputs[0], (UpSampling2D)site.Layer);
        _rows = AxisWeights.Resize(input[0], 0, input[0], site.Output[0], layer.Interpolation);
        _columns = AxisWeights.Resize(input[1], 0, input[1], site.Output[1], layer.Interpolation);
    }

    protected override (AxisWeights Rows, AxisWeights Columns) Places(Execution run) => (_rows, _columns);
}
