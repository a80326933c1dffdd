using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// The layer PReLU: x for x > 0, else alpha x, with an alpha for each place that the shared axes leave. The gradient by x at 0 is 0, as in TensorFlow; alpha's is the
/// sum of min(x, 0) dy over the batch and the shared axes.
/// </summary>
[Runs(typeof(PReLU))]
internal sealed unsafe class PReLUOperation : Operation
{
    private readonly WeightSlot _alpha;
    private readonly Broadcast? _spread;
    private readonly NativeBuffer? _slopes;
    private readonly int _period;
    private int _version = -1;

    public PReLUOperation(OperationSite site)
        : base(site)
    {
        _alpha = site.Weights[((PReLU)site.Layer).Alpha!];
        var shape = _alpha.Source.Shape;
        if (shape.SkipLast(1).All(d => d == 1) && shape[^1] == site.Output[^1])
        {
            _period = shape[^1];
            return;
        }

        _period = checked((int)site.Output.Count);
        _spread = new Broadcast(shape, site.Output);
        _slopes = new NativeBuffer(_period);
    }

    public override bool HasBackward => true;

    public override bool BackwardReadsOutput => false;

    public override IReadOnlyList<WeightSlot> Trainables => [_alpha];

    private float* Slopes => _slopes is null ? _alpha.Values : _slopes.Pointer;

    public override void Refresh(int threads)
    {
        if (_version == _alpha.Version) return;
        _version = _alpha.Version;
        _spread?.Expand(_alpha.Values, 0, _period, Slopes);
    }

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var x = inputs[0];
        ForRows(run, (start, count) => run.Kernels.Vectors.Rectify(x + start * _period, output + start * _period, count, _period, Slopes));
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* x = arguments.Inputs[0], dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (arguments.WeightGradients is [var target] && target != null) SumSlopes(run, x, dy, target);
        if (dx == null) return;
        ForRows(run, (start, count) => run.Kernels.Vectors.RectifyGradient(x + start * _period, dy + start * _period, dx + start * _period, count, _period, Slopes));
    }

    public override void Dispose() => _slopes?.Dispose();

    private void SumSlopes(Execution run, float* x, float* dy, float* target)
    {
        void Sum(float* sums) => ChannelSums.Run(run, run.Batch * OutputCount / _period, _period, 1, (start, count, part) =>
            run.Kernels.Vectors.AddNegativeProducts(x + start * _period, dy + start * _period, part, count, _period), sums);
        if (_spread is null)
        {
            Sum(target);
            return;
        }

        using var full = new NativeBuffer(_period);
        using var sums = new NativeBuffer(2 * _spread.Count);
        Sum(full.Pointer);
        _spread.Reduce(full.Pointer, (double*)sums.Pointer, target);
    }

    private void ForRows(Execution run, Action<nint, nint> body) => run.ForPieces(run.Batch * OutputCount / _period, Math.Max(1, 16384 / _period), body);
}
