using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// Conv2DTranspose: the way back of a convolution from pictures of the output's size to pictures of the input's; its kernel, (height, width, filters, in), is laid
/// out as that convolution's. So forward is its gradient by the input, the gradient by the input is that convolution, and in the gradient by the kernel input
/// and output change places.
/// </summary>
[Runs(typeof(Conv2DTranspose))]
internal sealed unsafe class Conv2DTransposeOperation : LinearOperation
{
    private readonly ActivationFunction _activation;
    private readonly ConvolutionMethod _forward;
    private readonly Lazy<ConvolutionMethod> _inputGradient;
    private readonly Lazy<KernelGradientMethod> _kernelGradient;
    private readonly Lazy<Epilogue> _plain;
    private int _packedVersion = -1;

    public Conv2DTransposeOperation(OperationSite site)
        : this(site, (Conv2DTranspose)site.Layer) { }

    private Conv2DTransposeOperation(OperationSite site, Conv2DTranspose layer)
        : base(site, site.Weights[layer.Kernel!], site.Weights.Find(layer.Bias))
    {
        _activation = layer.Activation;
        Shape input = site.Inputs[0], output = site.Output;
        var windows = new Windows(
            output[0], output[1], output[2], input[0], input[1], layer.KernelSize, layer.Strides, layer.DilationRate,
            Window.TransposedCut(layer.KernelSize.Height, layer.Strides.Height, layer.DilationRate.Height, layer.Padding, layer.OutputPadding?.Height),
            Window.TransposedCut(layer.KernelSize.Width, layer.Strides.Width, layer.DilationRate.Width, layer.Padding, layer.OutputPadding?.Width));
        _forward = site.Convolutions.InputGradient(site.Kernels, windows, input[2], 1);
        _inputGradient = new(() => site.Convolutions.Forward(site.Kernels, windows, input[2], 1));
        _kernelGradient = new(() => site.Convolutions.KernelGradient(site.Kernels, windows, input[2], 1));
        _plain = new(() => new Epilogue(input[2]));
    }

    public override ActivationFunction Activation => _activation;

    public override bool HasBackward => true;

    public override long Scratch => _forward.Scratch;

    public override long SharedScratch(int batch) => _forward.SharedScratch(batch);

    public override long BackwardScratch(int batch) => Math.Max(_inputGradient.Value.Scratch, _kernelGradient.Value.Scratch(batch));

    public override long BackwardSharedScratch(int batch) => Math.Max(_inputGradient.Value.SharedScratch(batch), _kernelGradient.Value.SharedScratch(batch));

    public override void Forward(Execution run, float*[] inputs, float* output) => _forward.Run(run, inputs[0], Epilogue, output);

    public override void Dispose()
    {
        base.Dispose();
        _forward.Dispose();
        if (_inputGradient.IsValueCreated) _inputGradient.Value.Dispose();
        if (_kernelGradient.IsValueCreated) _kernelGradient.Value.Dispose();
        if (_plain.IsValueCreated) _plain.Value.Dispose();
    }

    protected override void PackKernel(int threads) => _forward.Pack(Kernel.Values, threads);

    protected override void InputGradient(Execution run, float* outputGradient, float* target)
    {
        if (_packedVersion != Kernel.Version)
        {
            _inputGradient.Value.Pack(Kernel.Values, run.Threads);
            _packedVersion = Kernel.Version;
        }

        _inputGradient.Value.Run(run, outputGradient, _plain.Value, target);
    }

    protected override void KernelGradient(Execution run, float* input, float* outputGradient, float* target) =>
        _kernelGradient.Value.Run(run, outputGradient, input, target);
}
