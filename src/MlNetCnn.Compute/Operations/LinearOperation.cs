using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// A layer of weighted sums per output channel with an epilogue: bias, and batch normalizations and an activation that are folded in after it. Backward: the
/// gradient by the output goes back through a folded activation in place, then to the kernel, the bias (its sum over the rows) and the input.
/// </summary>
internal abstract unsafe class LinearOperation : Operation
{
    private readonly List<IChannelAffine> _folded = [];
    private readonly Epilogue _epilogue;
    private readonly WeightSlot? _bias;
    private NativeBuffer? _noShift;
    private int _version = -1;

    protected LinearOperation(OperationSite site, WeightSlot kernel, WeightSlot? bias)
        : base(site)
    {
        (Kernel, _bias) = (kernel, bias);
        _epilogue = new Epilogue(site.Output[^1]);
    }

    public sealed override Epilogue Epilogue => _epilogue;

    public sealed override bool BackwardReadsOutput => !_epilogue.IsAffine;

    public override IReadOnlyList<WeightSlot> Trainables => _bias is null ? [Kernel] : [Kernel, _bias];

    /// <summary>The weights of the sums.</summary>
    protected WeightSlot Kernel { get; }

    /// <summary>Puts a scale and shift per channel behind what is there.</summary>
    public void Fold(IChannelAffine affine) => _folded.Add(affine);

    public sealed override void Refresh(int threads)
    {
        // Versions only grow, so their sum tells of any change.
        var version = Kernel.Version + (_bias?.Version ?? 0) + _folded.Sum(f => f.Version);
        if (version == _version) return;
        _version = version;
        PackKernel(threads);
        _epilogue.Reset(_bias is null ? default : _bias.Span);
        var channels = _epilogue.Channels;
        float[] scale = new float[channels], shift = new float[channels];
        foreach (var folded in _folded)
        {
            folded.Get(scale, shift);
            _epilogue.Rescale(scale, shift);
        }
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        var dy = arguments.OutputGradient;
        BackThroughEpilogue(run, arguments);
        // Before the kernel: an update in passing changes it.
        if (arguments.InputGradients[0] != null) InputGradient(run, dy, arguments.InputGradients[0]);
        if (arguments.WeightGradients is not [var kernel, ..]) return;
        if (arguments.KernelUpdate is { } update) UpdateKernel(run, arguments.Inputs[0], dy, update);
        else KernelGradient(run, arguments.Inputs[0], dy, kernel);
    }

    public override void Dispose()
    {
        _epilogue.Dispose();
        _noShift?.Dispose();
    }

    /// <summary>Computes the gradient by the kernel piece by piece and updates each piece at once; for operations that can.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="input">What went in.</param>
    /// <param name="outputGradient">Gradient by the sums.</param>
    /// <param name="update">Updates a piece.</param>
    public virtual void UpdateKernel(Execution run, float* input, float* outputGradient, RangeUpdate update) =>
        throw new InvalidOperationException($"{Site.Path} does not update its kernel in passing.");

    /// <summary>Computes the gradient by the input.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="outputGradient">Gradient by the sums.</param>
    /// <param name="target">Where it goes; overwritten.</param>
    protected abstract void InputGradient(Execution run, float* outputGradient, float* target);

    /// <summary>Computes the gradient by the kernel.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="input">What went in.</param>
    /// <param name="outputGradient">Gradient by the sums.</param>
    /// <param name="target">Where it goes, laid out as the kernel; overwritten.</param>
    protected abstract void KernelGradient(Execution run, float* input, float* outputGradient, float* target);

    /// <summary>Lays the kernel out as the forward pass reads it.</summary>
    /// <param name="threads">Threads used at most.</param>
    protected abstract void PackKernel(int threads);

    /// <summary>Leaves the gradient by the sums where that by the output was, and the one by the bias (the second of the trainables, if there is one).</summary>
    protected void BackThroughEpilogue(Execution run, BackwardArguments arguments)
    {
        var dy = arguments.OutputGradient;
        var channels = Output[^1];
        var rows = run.Batch * OutputCount / channels;
        if (!_epilogue.IsAffine) BackThroughClamp(run, arguments.Output, dy);
        if (_folded.Count > 0) BackThroughScale(run, dy, rows);
        if (_bias is null || arguments.WeightGradients is not [_, var bias, ..]) return;
        ChannelSums.Run(run, rows, channels, 1, (start, count, sums) => run.Kernels.Vectors.AddRows(dy + start * channels, sums, count, channels), bias);
    }

    /// <summary>Batch normalizations that are folded in have scaled the sums.</summary>
    private void BackThroughScale(Execution run, float* gradient, nint rows)
    {
        var channels = _epilogue.Channels;
        _noShift ??= new NativeBuffer(channels);
        run.ForPieces(rows, Math.Max(1, 16384 / channels), (start, count) =>
            run.Kernels.Vectors.ScaleShift(gradient + start * channels, gradient + start * channels, count, channels, _epilogue.Scale, _noShift.Pointer));
    }

    /// <summary>A clamp (which is a relu) lets the gradient through where the output lies strictly between its ends; see <see cref="ReluGradient"/> for the other rules.</summary>
    private void BackThroughClamp(Execution run, float* output, float* gradient) => run.ForPieces(run.Batch * OutputCount, 16384, (start, count) =>
    {
        var dy = gradient + start;
        if (run.Relu != ReluGradient.Deconvnet) run.Kernels.Vectors.ClampGradient(output + start, dy, dy, count, _epilogue.Low, _epilogue.High);
        if (run.Relu != ReluGradient.Standard) run.Kernels.Vectors.Clamp(dy, dy, count, 0, float.PositiveInfinity);
    });
}
