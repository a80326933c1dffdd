using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// A layer of weighted sums per output channel with an epilogue: bias, and batch normalizations and an activation that are folded in after it.
/// </summary>
internal abstract class LinearOperation : Operation
{
    private readonly List<IChannelAffine> _folded = [];
    private readonly Epilogue _epilogue;
    private readonly WeightSlot? _bias;
    private int _version = -1;

    protected LinearOperation(OperationSite site, WeightSlot kernel, WeightSlot? bias)
        : base(site)
    {
        (Kernel, _bias) = (kernel, bias);
        _epilogue = new Epilogue(site.Output[^1]);
    }

    public sealed override Epilogue Epilogue => _epilogue;

    public override IReadOnlyList<WeightSlot> Trainables => _bias is null ? [Kernel] : [Kernel, _bias];

    /// <summary>The weights of the sums.</summary>
    protected WeightSlot Kernel { get; }

    /// <summary>Puts a scale and shift per channel behind what is there.</summary>
    public void Fold(IChannelAffine affine) => _folded.Add(affine);

    public sealed override void Refresh()
    {
        // Versions only grow, so their sum tells of any change.
        var version = Kernel.Version + (_bias?.Version ?? 0) + _folded.Sum(f => f.Version);
        if (version == _version) return;
        _version = version;
        PackKernel();
        _epilogue.Reset(_bias is null ? default : _bias.Span);
        var channels = _epilogue.Channels;
        float[] scale = new float[channels], shift = new float[channels];
        foreach (var folded in _folded)
        {
            folded.Get(scale, shift);
            _epilogue.Rescale(scale, shift);
        }
    }

    public override void Dispose() => _epilogue.Dispose();

    /// <summary>Lays the kernel out as the forward pass reads it.</summary>
    protected abstract void PackKernel();
}
