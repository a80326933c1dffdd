using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>DepthwiseConv2D: every channel by itself, with one filter or several (output channel c * multiplier + m).</summary>
[Runs(typeof(DepthwiseConv2D))]
internal sealed unsafe class DepthwiseConv2DOperation : LinearOperation
{
    private readonly DepthwiseConvolution _convolution;
    private readonly ActivationFunction _activation;

    public DepthwiseConv2DOperation(OperationSite site)
        : this(site, (DepthwiseConv2D)site.Layer) { }

    private DepthwiseConv2DOperation(OperationSite site, DepthwiseConv2D layer)
        : base(site, site.Weights[layer.Kernel!], site.Weights.Find(layer.Bias))
    {
        _activation = layer.Activation;
        _convolution = new(Windows.Of(site, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding), layer.DepthMultiplier);
    }

    public override bool IsLight => true;

    public override ActivationFunction Activation => _activation;

    public override bool HasBackward => true;

    public override long Scratch => _convolution.Scratch;

    public override long BackwardScratch(int batch) => _convolution.BackwardScratch;

    public override long BackwardSharedScratch(int batch) => _convolution.BackwardSharedScratch(batch);

    public override void Forward(Execution run, float*[] inputs, float* output) => _convolution.Forward(run, inputs[0], Kernel.Values, Epilogue, output);

    public override void Dispose()
    {
        base.Dispose();
        _convolution.Dispose();
    }

    // The kernel is used as it lies: (height, width, channels, multiplier) has the output's channels last.
    protected override void PackKernel(int threads) { }

    protected override void InputGradient(Execution run, float* outputGradient, float* target) =>
        _convolution.InputGradient(run, outputGradient, Kernel.Values, target);

    protected override void KernelGradient(Execution run, float* input, float* outputGradient, float* target) =>
        _convolution.KernelGradient(run, input, outputGradient, target);
}
