using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer MaxPooling2D; padding never wins.</summary>
[Runs(typeof(MaxPooling2D))]
internal sealed unsafe class MaxPooling2DOperation(OperationSite site) : PoolingOperation(site)
{
    protected override void Pool(Execution run, float* picture, int row, float* target) => run.Kernels.Windows.MaxPool(Windows, picture, row, target);
}
