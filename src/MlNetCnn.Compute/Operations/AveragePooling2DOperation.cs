using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer AveragePooling2D; padding does not count, forward and backward.</summary>
[Runs(typeof(AveragePooling2D))]
internal sealed unsafe class AveragePooling2DOperation(OperationSite site) : PoolingOperation(site)
{
    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    protected override void Pool(Execution run, float* picture, int row, float* target) => run.Kernels.Windows.AveragePool(Windows, picture, row, target);

    protected override void PoolBack(Execution run, float* picture, float* y, float* dy, int firstRow, int endRow, float* dx) =>
        run.Kernels.Windows.AveragePoolGradient(Windows, dy, firstRow, endRow, dx);
}
