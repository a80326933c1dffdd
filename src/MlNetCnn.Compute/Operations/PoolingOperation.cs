using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>Pooling over windows, an output row at a time.</summary>
internal abstract unsafe class PoolingOperation : Operation
{
    private const int ValuesPerPiece = 1 << 14;
    private readonly int _rowsPerPiece;

    protected PoolingOperation(OperationSite site)
        : base(site)
    {
        var layer = (Pooling2D)site.Layer;
        Windows = Windows.Of(site.Inputs[0], site.Output, layer.PoolSize, layer.Strides, 1, layer.Padding);
        // Windows that lie across the border of two pieces are looked at twice: at least four steps a piece.
        var step = Windows.Strides.Height;
        _rowsPerPiece = step * Math.Max(4, ValuesPerPiece / (step * Windows.Width * Windows.Channels));
    }

    public sealed override bool HasBackward => true;

    /// <summary>The geometry.</summary>
    protected Windows Windows { get; }

    public sealed override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        var rowLength = (nint)Windows.OutWidth * Windows.Channels;
        run.For(run.Batch * Windows.OutHeight, (item, _) =>
        {
            var (picture, row) = Math.DivRem(item, Windows.OutHeight);
            Pool(run, source + picture * Windows.InputCount, row, output + item * rowLength);
        });
    }

    /// <summary>A piece of work is a band of the input's rows: it alone writes their gradient, window after window.</summary>
    public sealed override void Backward(Execution run, BackwardArguments arguments)
    {
        float* x = arguments.Inputs[0], y = arguments.Output, dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (dx == null) return;
        var bands = (Windows.Height + _rowsPerPiece - 1) / _rowsPerPiece;
        run.For(run.Batch * bands, (item, _) =>
        {
            var (picture, band) = Math.DivRem(item, bands);
            nint input = picture * Windows.InputCount, result = picture * OutputCount;
            var first = band * _rowsPerPiece;
            PoolBack(run, x + input, y + result, dy + result, first, Math.Min(first + _rowsPerPiece, Windows.Height), dx + input);
        });
    }

    /// <summary>Makes one row of one picture's output.</summary>
    protected abstract void Pool(Execution run, float* picture, int row, float* target);

    /// <summary>Writes the gradient by some rows of one picture.</summary>
    protected abstract void PoolBack(Execution run, float* picture, float* y, float* dy, int firstRow, int endRow, float* dx);
}
