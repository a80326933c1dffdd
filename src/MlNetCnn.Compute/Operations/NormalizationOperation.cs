using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Normalization: (x - mean) / d with d = max(sqrt(variance), 1e-7), or the way back, x d + mean. The gradient is dy / d, or dy d.</summary>
[Runs(typeof(Normalization))]
internal sealed unsafe class NormalizationOperation : Operation
{
    private readonly Normalization _layer;
    private readonly WeightSlot? _mean;
    private readonly WeightSlot? _variance;
    private readonly Broadcast? _spread;
    private readonly NativeBuffer _constants;
    private readonly int _period;
    private int _version = -1;

    public NormalizationOperation(OperationSite site)
        : base(site)
    {
        _layer = (Normalization)site.Layer;
        (_mean, _variance) = (site.Weights.Find(_layer.MeanWeight), site.Weights.Find(_layer.VarianceWeight));
        var axes = _layer.AxesIn(site.Output.Rank);
        if (axes is [var only] && only == site.Output.Rank - 1)
        {
            _period = site.Output[^1];
        }
        else
        {
            // Constants for every value of an element: whichever axes they differ along.
            _period = checked((int)site.Output.Count);
            _spread = new Broadcast([.. Enumerable.Range(0, site.Output.Rank).Select(i => axes.Contains(i) ? site.Output[i] : 1)], site.Output);
        }

        _constants = new NativeBuffer(3L * _period);
    }

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    private float* Mean => _constants.Pointer;

    private float* Factor => _constants.Pointer + _period;

    private float* Zero => _constants.Pointer + 2 * _period;

    public override void Refresh(int threads)
    {
        var version = (_mean?.Version ?? 0) + (_variance?.Version ?? 0);
        if (_version == version) return;
        _version = version;
        var count = _spread is null ? _period : (int)_spread.Count;
        double At(IReadOnlyList<double>? given, WeightSlot? slot, int i) => given is null ? slot!.Span[i] : given.Count == 1 ? given[0] : given[i];
        var mean = new float[count];
        var factor = new float[count];
        for (var i = 0; i < count; i++)
        {
            var deviation = Math.Max(Math.Sqrt(At(_layer.Variance, _variance, i)), 1e-7);
            (mean[i], factor[i]) = ((float)At(_layer.Mean, _mean, i), (float)(_layer.Invert ? deviation : 1 / deviation));
        }

        Spread(mean, Mean);
        Spread(factor, Factor);
    }

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var x = inputs[0];
        ForRows(run, (start, count) =>
        {
            var offset = start * _period;
            if (_layer.Invert) run.Kernels.Vectors.ScaleShift(x + offset, output + offset, count, _period, Factor, Mean);
            else run.Kernels.Vectors.Normalize(x + offset, output + offset, count, _period, Mean, Factor, Zero);
        });
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (dx != null) ForRows(run, (start, count) => run.Kernels.Vectors.ScaleShift(dy + start * _period, dx + start * _period, count, _period, Factor, Zero));
    }

    public override void Dispose() => _constants.Dispose();

    private void ForRows(Execution run, Action<nint, nint> body) => run.ForPieces(run.Batch * OutputCount / _period, Math.Max(1, 16384 / _period), body);

    private void Spread(float[] values, float* target)
    {
        fixed (float* source = values)
        {
            if (_spread is null) new ReadOnlySpan<float>(source, _period).CopyTo(new Span<float>(target, _period));
            else _spread.Expand(source, 0, _period, target);
        }
    }
}
