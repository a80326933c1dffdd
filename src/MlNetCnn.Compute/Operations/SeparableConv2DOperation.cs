using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// SeparableConv2D: every channel by itself, then one of 1x1 over all of these. What lies between is kept in shared scratch; the way back computes it again
/// instead of holding it since the way forward.
/// </summary>
[Runs(typeof(SeparableConv2D))]
internal sealed unsafe class SeparableConv2DOperation : LinearOperation
{
    private readonly ActivationFunction _activation;
    private readonly WeightSlot _depthwiseKernel;
    private readonly DepthwiseConvolution _depthwise;
    private readonly DirectConvolution _pointwise;
    private readonly DirectInputGradient _inputGradient;
    private readonly DirectKernelGradient _kernelGradient;
    private readonly Epilogue _plain;
    private readonly nint _between;
    private int _turnedVersion = -1;

    public SeparableConv2DOperation(OperationSite site)
        : this(site, (SeparableConv2D)site.Layer) { }

    private SeparableConv2DOperation(OperationSite site, SeparableConv2D layer)
        : base(site, site.Weights[layer.PointwiseKernel!], site.Weights.Find(layer.Bias))
    {
        (_activation, _depthwiseKernel) = (layer.Activation, site.Weights[layer.DepthwiseKernel!]);
        var windows = Windows.Of(site.Inputs[0], site.Output, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding);
        var channels = checked(windows.Channels * layer.DepthMultiplier);
        var pixels = new Windows(windows.OutHeight, windows.OutWidth, channels, windows.OutHeight, windows.OutWidth, 1, 1, 1, 0, 0);
        _between = pixels.InputCount;
        _plain = new Epilogue(channels);
        _depthwise = new DepthwiseConvolution(windows, layer.DepthMultiplier);
        _pointwise = new DirectConvolution(site.Kernels, pixels, layer.Filters, 1);
        _inputGradient = new DirectInputGradient(site.Kernels, pixels, layer.Filters, 1);
        _kernelGradient = new DirectKernelGradient(site.Kernels, pixels, layer.Filters, 1);
    }

    public override ActivationFunction Activation => _activation;

    public override bool HasBackward => true;

    public override IReadOnlyList<WeightSlot> Trainables => [.. base.Trainables, _depthwiseKernel];

    public override long Scratch => Math.Max(_depthwise.Scratch, _pointwise.Scratch);

    public override long SharedScratch(int batch) => _between * batch;

    public override long BackwardScratch(int batch) =>
        Math.Max(Math.Max(_depthwise.Scratch, _depthwise.BackwardScratch), Math.Max(_inputGradient.Scratch, _kernelGradient.Scratch(batch)));

    public override long BackwardSharedScratch(int batch) => MethodsShared(batch) + _between * batch;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        _depthwise.Forward(run, inputs[0], _depthwiseKernel.Values, _plain, run.Shared);
        _pointwise.Run(run, run.Shared, Epilogue, output);
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        BackThroughEpilogue(run, arguments);
        float* dy = arguments.OutputGradient, between = run.Shared + MethodsShared(run.Batch);
        if (arguments.WeightGradients is [var pointwise, ..])
        {
            _depthwise.Forward(run, arguments.Inputs[0], _depthwiseKernel.Values, _plain, between);
            _kernelGradient.Run(run, between, dy, pointwise);
        }

        InputGradient(run, dy, between);
        if (arguments.WeightGradients is [_, .., var depthwise]) _depthwise.KernelGradient(run, arguments.Inputs[0], between, depthwise);
        if (arguments.InputGradients[0] != null) _depthwise.InputGradient(run, between, _depthwiseKernel.Values, arguments.InputGradients[0]);
    }

    public override void Dispose()
    {
        base.Dispose();
        _depthwise.Dispose();
        _pointwise.Dispose();
        _inputGradient.Dispose();
        _kernelGradient.Dispose();
        _plain.Dispose();
    }

    protected override void PackKernel(int threads) => _pointwise.Pack(Kernel.Values, threads);

    /// <summary>By what lies between.</summary>
    protected override void InputGradient(Execution run, float* outputGradient, float* target)
    {
        if (_turnedVersion != Kernel.Version)
        {
            _inputGradient.Pack(Kernel.Values, run.Threads);
            _turnedVersion = Kernel.Version;
        }

        _inputGradient.Run(run, outputGradient, _plain, target);
    }

    /// <summary>From what lies between.</summary>
    protected override void KernelGradient(Execution run, float* input, float* outputGradient, float* target) =>
        _kernelGradient.Run(run, input, outputGradient, target);

    private nint MethodsShared(int batch) => (nint)(Math.Max(_kernelGradient.SharedScratch(batch), _depthwise.BackwardSharedScratch(batch)) + 15) / 16 * 16;
}
