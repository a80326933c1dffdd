using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer GlobalMaxPooling2D: Max pooling over one window, the whole picture. The gradient goes to the first of the largest values.</summary>
[Runs(typeof(GlobalMaxPooling2D))]
internal sealed unsafe class GlobalMaxPooling2DOperation(OperationSite site) : Operation(site)
{
    private readonly Windows _windows = Windows.Whole(site.Inputs[0]);

    public override bool HasBackward => true;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        run.For(run.Batch, (picture, _) => run.Kernels.Windows.MaxPool(_windows, source + picture * _windows.InputCount, 0, output + picture * OutputCount));
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* x = arguments.Inputs[0], y = arguments.Output, dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (dx == null) return;
        run.For(run.Batch, (picture, _) =>
        {
            nint input = picture * _windows.InputCount, result = picture * OutputCount;
            run.Kernels.Windows.MaxPoolGradient(_windows, x + input, y + result, dy + result, 0, _windows.Height, dx + input);
        });
    }
}
