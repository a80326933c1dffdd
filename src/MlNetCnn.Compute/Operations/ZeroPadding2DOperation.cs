using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer ZeroPadding2D. The gradient is the inner part of dy.</summary>
[Runs(typeof(ZeroPadding2D))]
internal sealed unsafe class ZeroPadding2DOperation(OperationSite site) : Operation(site)
{
    private readonly Edges2D _edges = ((ZeroPadding2D)site.Layer).Padding;
    private readonly int _height = site.Inputs[0][0];
    private readonly int _rowLength = site.Inputs[0][1] * site.Inputs[0][2];
    private readonly int _channels = site.Inputs[0][2];

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    private int PaddedRow => Output[1] * Output[2];

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        run.For(run.Batch * Output[0], (item, _) =>
        {
            var (picture, row) = Math.DivRem(item, Output[0]);
            var target = new Span<float>(output + (nint)item * PaddedRow, PaddedRow);
            var y = row - _edges.Top;
            if ((uint)y >= (uint)_height)
            {
                target.Clear();
                return;
            }

            var left = _edges.Left * _channels;
            target[..left].Clear();
            new ReadOnlySpan<float>(source + ((nint)picture * _height + y) * _rowLength, _rowLength).CopyTo(target[left..]);
            target[(left + _rowLength)..].Clear();
        });
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] == null) return;
        run.For(run.Batch * _height, (item, _) =>
        {
            var (picture, y) = Math.DivRem(item, _height);
            var source = arguments.OutputGradient + ((nint)picture * Output[0] + y + _edges.Top) * PaddedRow + _edges.Left * _channels;
            new ReadOnlySpan<float>(source, _rowLength).CopyTo(new Span<float>(arguments.InputGradients[0] + (nint)item * _rowLength, _rowLength));
        });
    }
}
