using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer MaxPooling2D; padding never wins. The gradient of a window goes to the first of its largest values, in row-major order, as in TensorFlow.</summary>
[Runs(typeof(MaxPooling2D))]
internal sealed unsafe class MaxPooling2DOperation(OperationSite site) : PoolingOperation(site)
{
    /// <summary>Whether windows are 2x2, side by side, and whole on the picture.</summary>
    public bool IsHalving => Windows.Size == 2 && Windows.Strides == 2 && Windows is { PadTop: 0, PadLeft: 0 } && Windows.OutHeight == Windows.Height / 2 && Windows.OutWidth == Windows.Width / 2;

    protected override void Pool(Execution run, float* picture, int row, float* target) => run.Kernels.Windows.MaxPool(Windows, picture, row, target);

    protected override void PoolBack(Execution run, float* picture, float* y, float* dy, int firstRow, int endRow, float* dx) =>
        run.Kernels.Windows.MaxPoolGradient(Windows, picture, y, dy, firstRow, endRow, dx);
}
