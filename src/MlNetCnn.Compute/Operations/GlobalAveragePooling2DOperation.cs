using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer GlobalAveragePooling2D: Average pooling over one window, the whole picture.</summary>
[Runs(typeof(GlobalAveragePooling2D))]
internal sealed unsafe class GlobalAveragePooling2DOperation(OperationSite site) : Operation(site)
{
    private readonly Windows _windows = Windows.Whole(site.Inputs[0]);

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        run.For(run.Batch, (picture, _) => run.Kernels.Windows.AveragePool(_windows, source + picture * _windows.InputCount, 0, output + picture * OutputCount));
    }

    /// <summary>Every pixel gets its share of dy.</summary>
    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] == null) return;
        var pixels = _windows.InputCount / OutputCount;
        run.For(run.Batch, (picture, _) =>
        {
            for (nint p = 0; p < pixels; p++)
                run.Kernels.Vectors.Affine(arguments.OutputGradient + picture * OutputCount, arguments.InputGradients[0] + picture * _windows.InputCount + p * OutputCount, OutputCount, 1f / pixels, 0);
        });
    }
}
