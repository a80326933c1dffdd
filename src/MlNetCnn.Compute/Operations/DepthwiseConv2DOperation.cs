using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>DepthwiseConv2D: one filter per channel (vectorised over channels, an output row at a time), or several (output channel c * multiplier + m).</summary>
[Runs(typeof(DepthwiseConv2D))]
internal sealed unsafe class DepthwiseConv2DOperation : LinearOperation
{
    private readonly Windows _windows;
    private readonly ActivationFunction _activation;
    private readonly int _multiplier;

    public DepthwiseConv2DOperation(OperationSite site)
        : this(site, (DepthwiseConv2D)site.Layer) { }

    private DepthwiseConv2DOperation(OperationSite site, DepthwiseConv2D layer)
        : base(site, site.Weights[layer.Kernel!], site.Weights.Find(layer.Bias))
    {
        (_activation, _multiplier) = (layer.Activation, layer.DepthMultiplier);
        _windows = Windows.Of(site.Inputs[0], site.Output, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding);
    }

    public override ActivationFunction Activation => _activation;

    /// <summary>With a multiplier: a picture in which every channel stands as often as it has filters.</summary>
    public override long Scratch => _multiplier == 1 ? 0 : _windows.InputCount * _multiplier;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var kernels = run.Kernels.Windows;
        var rowLength = (nint)_windows.OutWidth * Output[2];
        if (_multiplier == 1)
        {
            run.For(run.Batch * _windows.OutHeight, (item, _) =>
            {
                var (picture, row) = Math.DivRem(item, _windows.OutHeight);
                kernels.Depthwise(_windows, inputs[0] + picture * _windows.InputCount, Kernel.Values, Epilogue, row, output + item * rowLength);
            });
            return;
        }

        var spreadWindows = _windows with { Channels = Output[2] };
        run.For(run.Batch, (picture, scratch) =>
        {
            var source = inputs[0] + picture * _windows.InputCount;
            for (nint i = 0; i < _windows.InputCount; i++) new Span<float>(scratch + i * _multiplier, _multiplier).Fill(source[i]);
            for (var row = 0; row < _windows.OutHeight; row++)
                kernels.Depthwise(spreadWindows, scratch, Kernel.Values, Epilogue, row, output + ((nint)picture * _windows.OutHeight + row) * rowLength);
        });
    }

    // The kernel is used as it lies: (height, width, channels, multiplier) has the output's channels last.
    protected override void PackKernel(int threads) { }

    protected override void InputGradient(Execution run, float* outputGradient, float* target) => throw new NotSupportedException();

    protected override void KernelGradient(Execution run, float* input, float* outputGradient, float* target) => throw new NotSupportedException();
}
