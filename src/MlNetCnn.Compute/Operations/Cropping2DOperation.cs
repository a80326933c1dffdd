using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Cropping2D: the inner part of the picture. The gradient is dy with zeros around.</summary>
[Runs(typeof(Cropping2D))]
internal sealed unsafe class Cropping2DOperation(OperationSite site) : Operation(site)
{
    private readonly Edges2D _edges = ((Cropping2D)site.Layer).Cropping;
    private readonly int _height = site.Inputs[0][0];
    private readonly int _channels = site.Inputs[0][2];
    private readonly int _fullRow = site.Inputs[0][1] * site.Inputs[0][2];
    private readonly int _row = site.Output[1] * site.Output[2];

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        run.For(run.Batch * Output[0], (item, _) =>
        {
            var (picture, y) = Math.DivRem(item, Output[0]);
            var from = source + ((nint)picture * _height + y + _edges.Top) * _fullRow + _edges.Left * _channels;
            new ReadOnlySpan<float>(from, _row).CopyTo(new Span<float>(output + (nint)item * _row, _row));
        });
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (dx == null) return;
        run.For(run.Batch * _height, (item, _) =>
        {
            var (picture, row) = Math.DivRem(item, _height);
            var target = new Span<float>(dx + (nint)item * _fullRow, _fullRow);
            target.Clear();
            var y = row - _edges.Top;
            if ((uint)y < (uint)Output[0]) new ReadOnlySpan<float>(dy + ((nint)picture * Output[0] + y) * _row, _row).CopyTo(target[(_edges.Left * _channels)..]);
        });
    }
}
