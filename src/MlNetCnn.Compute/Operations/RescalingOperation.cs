using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Rescaling: x * scale + offset, with one number for all or one for each index of the last axis.</summary>
[Runs(typeof(Rescaling))]
internal sealed unsafe class RescalingOperation : Operation
{
    private readonly Rescaling _layer;
    private readonly NativeBuffer? _constants;
    private readonly int _channels;

    public RescalingOperation(OperationSite site)
        : base(site)
    {
        _layer = (Rescaling)site.Layer;
        if (_layer.Scales.Count == 1 && _layer.Offsets.Count == 1) return;
        _channels = site.Output[^1];
        _constants = new NativeBuffer(3L * _channels);
        for (var c = 0; c < _channels; c++)
        {
            Scales[c] = (float)(_layer.Scales.Count == 1 ? _layer.Scale : _layer.Scales[c]);
            Offsets[c] = (float)(_layer.Offsets.Count == 1 ? _layer.Offset : _layer.Offsets[c]);
            Zeros[c] = 0;
        }
    }

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    private float* Scales => _constants!.Pointer;

    private float* Offsets => _constants!.Pointer + _channels;

    private float* Zeros => _constants!.Pointer + 2 * _channels;

    public override void Forward(Execution run, float*[] inputs, float* output) => Apply(run, inputs[0], output, (float)_layer.Offset, _constants is null ? null : Offsets);

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] != null) Apply(run, arguments.OutputGradient, arguments.InputGradients[0], 0, _constants is null ? null : Zeros);
    }

    public override void Dispose() => _constants?.Dispose();

    private void Apply(Execution run, float* x, float* y, float offset, float* offsets)
    {
        if (_constants is null)
            run.ForPieces(run.Batch * OutputCount, 16384, (start, count) => run.Kernels.Vectors.Affine(x + start, y + start, count, (float)_layer.Scale, offset));
        else
            run.ForPieces(run.Batch * OutputCount / _channels, Math.Max(1, 16384 / _channels), (start, count) =>
                run.Kernels.Vectors.ScaleShift(x + start * _channels, y + start * _channels, count, _channels, Scales, offsets));
    }
}
