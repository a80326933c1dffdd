using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer GlobalMaxPooling2D: Max pooling over one window, the whole picture.</summary>
[Runs(typeof(GlobalMaxPooling2D))]
internal sealed unsafe class GlobalMaxPooling2DOperation(OperationSite site) : Operation(site)
{
    private readonly Windows _windows = Windows.Whole(site.Inputs[0]);

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        run.For(run.Batch, (picture, _) => run.Kernels.Windows.MaxPool(_windows, source + picture * _windows.InputCount, 0, output + picture * OutputCount));
    }
}
