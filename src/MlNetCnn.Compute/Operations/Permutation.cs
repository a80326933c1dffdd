using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Operations;

/// <summary>Another order of the dimensions, the batch staying first.</summary>
internal sealed unsafe class Permutation
{
    private const int ValuesPerPiece = 1 << 14;
    private readonly (int Size, nint Step)[] _outer;
    private readonly int _inner;
    private readonly nint _innerStep;
    private readonly nint _count;

    /// <summary>Plans.</summary>
    /// <param name="input">Shape of the input.</param>
    /// <param name="order">Per dimension of the output, which of the input's it is, from 0.</param>
    public Permutation(Shape input, IReadOnlyList<int> order)
    {
        var steps = new nint[input.Rank];
        nint step = 1;
        for (var i = input.Rank - 1; i >= 0; i--)
        {
            steps[i] = step;
            step *= input[i];
        }

        _count = step;
        (_inner, _innerStep) = (input[order[^1]], steps[order[^1]]);
        _outer = [.. order.SkipLast(1).Reverse().Select(d => (input[d], steps[d]))];
    }

    /// <summary>Puts the values of a batch in the new order.</summary>
    public void Forward(Execution run, float* x, float* y) => Run(run, (source, target) =>
    {
        for (nint i = 0; i < _inner; i++) y[target + i] = x[source + i * _innerStep];
    });

    /// <summary>Puts them back.</summary>
    public void Backward(Execution run, float* dy, float* dx) => Run(run, (source, target) =>
    {
        for (nint i = 0; i < _inner; i++) dx[source + i * _innerStep] = dy[target + i];
    });

    private void Run(Execution run, Action<nint, nint> row) => run.ForPieces(run.Batch * _count / _inner, Math.Max(1, ValuesPerPiece / _inner), (start, count) =>
    {
        for (var r = start; r < start + count; r++)
        {
            var index = r;
            nint offset = 0;
            foreach (var (size, step) in _outer)
            {
                offset += index % size * step;
                index /= size;
            }

            row(offset + index * _count, r * _inner);
        }
    });
}
