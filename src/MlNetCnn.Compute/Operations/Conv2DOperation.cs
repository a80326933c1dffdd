using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>Conv2D, forward and both ways back, each by the method that <see cref="ConvolutionChoice"/> picks for its geometry.</summary>
[Runs(typeof(Conv2D))]
internal sealed unsafe class Conv2DOperation : LinearOperation
{
    private readonly ActivationFunction _activation;
    private readonly Func<bool, ConvolutionMethod> _makeForward;
    private ConvolutionMethod _forward;
    private readonly Lazy<ConvolutionMethod> _inputGradient;
    private readonly Lazy<KernelGradientMethod> _kernelGradient;
    private readonly Lazy<Epilogue> _plain;
    private int _turnedVersion = -1;

    public Conv2DOperation(OperationSite site)
        : this(site, (Conv2D)site.Layer) { }

    private Conv2DOperation(OperationSite site, Conv2D layer)
        : base(site, site.Weights[layer.Kernel!], site.Weights.Find(layer.Bias))
    {
        _activation = layer.Activation;
        var windows = Windows.Of(site, layer.KernelSize, layer.Strides, layer.DilationRate, layer.Padding);
        _makeForward = pool => site.Convolutions.Forward(site.Kernels, windows, layer.Filters, layer.Groups, pool);
        _forward = _makeForward(false);
        // Most nets are made for prediction: what training needs comes when it is asked for.
        _inputGradient = new(() => site.Convolutions.GradientByInput(site.Kernels, windows, layer.Filters, layer.Groups));
        _kernelGradient = new(() => site.Convolutions.KernelGradient(site.Kernels, windows, layer.Filters, layer.Groups));
        _plain = new(() => new Epilogue(windows.Channels));
    }

    public override ActivationFunction Activation => _activation;

    /// <summary>Whether the largest of every 2x2 outputs is written instead of the outputs.</summary>
    public bool Pools { get; private set; }

    /// <summary>Has the outputs pooled 2x2 in passing, if the method that is best then can.</summary>
    public bool TryPool()
    {
        if (Pools) return false;
        var method = _makeForward(true);
        if (!method.CanPool)
        {
            method.Dispose();
            return false;
        }

        // Nothing is packed yet: plans are made before the weights are looked at.
        _forward.Dispose();
        (_forward, Pools) = (method, true);
        return true;
    }

    public override bool HasBackward => true;

    public override long Scratch => _forward.Scratch;

    public override long SharedScratch(int batch) => _forward.SharedScratch(batch);

    public override long BackwardScratch(int batch) => Math.Max(_inputGradient.Value.Scratch, _kernelGradient.Value.Scratch(batch));

    public override long BackwardSharedScratch(int batch) => Math.Max(_inputGradient.Value.SharedScratch(batch), _kernelGradient.Value.SharedScratch(batch));

    /// <summary>Whether a second input can be added to the sums after scale and shift, before the clamp (see <see cref="Forward"/>); not with pooling.</summary>
    public bool CanAdd => _forward.CanAdd && !Pools;

    /// <summary>Convolves; a second input, as large as the output, is added in passing.</summary>
    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        if (inputs is [var input, var residual]) _forward.RunAdding(run, input, residual, Epilogue, output);
        else _forward.Run(run, inputs[0], Epilogue, output, Pools);
    }

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
        if (_turnedVersion != Kernel.Version)
        {
            _inputGradient.Value.Pack(Kernel.Values, run.Threads);
            _turnedVersion = Kernel.Version;
        }

        _inputGradient.Value.Run(run, outputGradient, _plain.Value, target);
    }

    protected override void KernelGradient(Execution run, float* input, float* outputGradient, float* target) =>
        _kernelGradient.Value.Run(run, input, outputGradient, target);
}
