using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// BatchNormalization in inference mode: x s + t with s = gamma / sqrt(variance + epsilon), t = beta - mean s. Frozen layers run so in training too;
/// the gradient by the input is then dy s.
/// </summary>
[Runs(typeof(BatchNormalization))]
internal sealed unsafe class BatchNormalizationOperation : Operation, IChannelAffine
{
    private readonly BatchNormalization _layer;
    private readonly WeightSlot? _gamma;
    private readonly WeightSlot? _beta;
    private readonly WeightSlot _mean;
    private readonly WeightSlot _variance;
    private readonly NativeBuffer _scale;
    private readonly NativeBuffer _shift;
    private readonly NativeBuffer _zero;
    private readonly int _channels;
    private int _version = -1;

    public BatchNormalizationOperation(OperationSite site)
        : base(site)
    {
        _layer = (BatchNormalization)site.Layer;
        (_gamma, _beta) = (site.Weights.Find(_layer.Gamma), site.Weights.Find(_layer.Beta));
        (_mean, _variance) = (site.Weights[_layer.MovingMean!], site.Weights[_layer.MovingVariance!]);
        _channels = site.Output[^1];
        (_scale, _shift, _zero) = (new(_channels), new(_channels), new(_channels));
    }

    public int Version => (_gamma?.Version ?? 0) + (_beta?.Version ?? 0) + _mean.Version + _variance.Version;

    public override bool VariesInTraining => _layer.Trainable;

    public override bool CanTrain => false;

    public override bool HasBackward => true;

    public void Get(Span<float> scale, Span<float> shift)
    {
        for (var c = 0; c < _channels; c++)
        {
            var s = (_gamma is null ? 1.0 : _gamma.Span[c]) / Math.Sqrt(_variance.Span[c] + _layer.Epsilon);
            scale[c] = (float)s;
            shift[c] = (float)((_beta is null ? 0.0 : _beta.Span[c]) - _mean.Span[c] * s);
        }
    }

    public override void Refresh(int threads)
    {
        if (_version == Version) return;
        _version = Version;
        Get(_scale.Span, _shift.Span);
    }

    public override void Forward(Execution run, float*[] inputs, float* output) => Apply(run, inputs[0], output, _shift.Pointer);

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] != null) Apply(run, arguments.OutputGradient, arguments.InputGradients[0], _zero.Pointer);
    }

    public override void Dispose()
    {
        _scale.Dispose();
        _shift.Dispose();
        _zero.Dispose();
    }

    private void Apply(Execution run, float* x, float* y, float* shift) =>
        run.ForPieces(run.Batch * OutputCount / _channels, Math.Max(1, 16384 / _channels), (start, count) =>
            run.Kernels.Vectors.ScaleShift(x + start * _channels, y + start * _channels, count, _channels, _scale.Pointer, shift));
}
