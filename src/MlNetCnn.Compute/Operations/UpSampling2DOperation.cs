using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// UpSampling2D: each output row lies between two rows of the input, at half-pixel centres, beyond the edges at the edge; nearest takes the one it lies in. The gradient
/// is the transpose of that: each row of the input gathers from the output rows it went into, in their order.
/// </summary>
[Runs(typeof(UpSampling2D))]
internal sealed unsafe class UpSampling2DOperation : Operation
{
    private readonly (int First, int Second, float Weight)[] _rows;
    private readonly (int First, int Second, float Weight)[] _columns;
    private readonly UpSampling2D _layer;
    private readonly int _height;
    private readonly int _channels;
    private readonly int _row;

    public UpSampling2DOperation(OperationSite site)
        : base(site)
    {
        _layer = (UpSampling2D)site.Layer;
        var input = site.Inputs[0];
        (_height, _channels, _row) = (input[0], input[2], input[1] * input[2]);
        _rows = Places(input[0], _layer.Size.Height);
        _columns = Places(input[1], _layer.Size.Width);
    }

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override long Scratch => _row;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        run.For(run.Batch * Output[0], (item, scratch) =>
        {
            var vectors = run.Kernels.Vectors;
            var (picture, y) = Math.DivRem(item, Output[0]);
            var (first, second, weight) = _rows[y];
            float* row = source + ((nint)picture * _height + first) * _row, target = output + (nint)item * Output[1] * _channels;
            if (weight != 0)
            {
                vectors.Blend(row, source + ((nint)picture * _height + second) * _row, scratch, _row, weight);
                row = scratch;
            }

            foreach (var (left, right, share) in _columns)
            {
                if (share != 0) vectors.Blend(row + (nint)left * _channels, row + (nint)right * _channels, target, _channels, share);
                else new ReadOnlySpan<float>(row + (nint)left * _channels, _channels).CopyTo(new Span<float>(target, _channels));
                target += _channels;
            }
        });
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (dx == null) return;
        var factor = _layer.Size.Height;
        run.For(run.Batch * _height, (item, _) =>
        {
            var (picture, y) = Math.DivRem(item, _height);
            var target = dx + (nint)item * _row;
            new Span<float>(target, _row).Clear();
            // Rows farther away do not reach it.
            for (var row = Math.Max(0, (y - 1) * factor); row < Math.Min(Output[0], (y + 2) * factor); row++)
            {
                var (first, second, weight) = _rows[row];
                var part = (first == y ? 1 - weight : 0) + (second == y ? weight : 0);
                if (part != 0) AddRow(run, dy + ((nint)picture * Output[0] + row) * Output[1] * _channels, part, target);
            }
        });
    }

    private void AddRow(Execution run, float* from, float part, float* target)
    {
        var vectors = run.Kernels.Vectors;
        foreach (var (left, right, share) in _columns)
        {
            vectors.AddScaled(from, target + (nint)left * _channels, _channels, part * (1 - share));
            if (share != 0) vectors.AddScaled(from, target + (nint)right * _channels, _channels, part * share);
            from += _channels;
        }
    }

    /// <summary>Per output index the two input indices it lies between, and the weight of the second.</summary>
    private (int First, int Second, float Weight)[] Places(int input, int factor) => [.. Enumerable.Range(0, input * factor).Select(i =>
    {
        if (_layer.Interpolation == Interpolation.Nearest) return (i / factor, i / factor, 0f);
        var place = Math.Clamp((i + 0.5) / factor - 0.5, 0, input - 1);
        var first = (int)place;
        return (first, Math.Min(first + 1, input - 1), (float)(place - first));
    })];
}
