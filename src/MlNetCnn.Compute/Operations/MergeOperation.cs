using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// Combines inputs value by value, those with a 1 (or nothing) where others have more repeated along it. The gradient of a repeated value is the sum over its repetitions.
/// </summary>
internal abstract unsafe class MergeOperation : Operation
{
    private const int Piece = 1 << 14;
    private readonly Broadcast[] _inputs;
    private readonly bool _repeats;

    protected MergeOperation(OperationSite site)
        : base(site)
    {
        _inputs = [.. site.Inputs.Select(input => new Broadcast(input, site.Output))];
        _repeats = _inputs.Any(i => !i.IsIdentity);
    }

    public sealed override bool HasBackward => true;

    public sealed override long Scratch => _repeats ? (long)_inputs.Length * Piece : 0;

    public sealed override long BackwardScratch(int batch) => _repeats ? Math.Max(Scratch, 2 * _inputs.Max(i => (long)i.Count)) : 0;

    public sealed override long BackwardSharedScratch(int batch) => _repeats ? (long)OutputCount * batch : 0;

    public sealed override void Forward(Execution run, float*[] inputs, float* output)
    {
        var length = run.Batch * OutputCount;
        run.For(Pieces(length), (item, scratch) =>
        {
            var start = (nint)item * Piece;
            var count = Math.Min(Piece, length - start);
            Combine(run.Kernels.Vectors, Place(inputs, start, count, scratch), output + start, count);
        });
    }

    public sealed override void Backward(Execution run, BackwardArguments arguments)
    {
        for (var i = 0; i < _inputs.Length; i++)
            if (arguments.InputGradients[i] != null) BackTo(run, i, arguments);
    }

    /// <summary>Computes some values of the output.</summary>
    protected abstract void Combine(VectorKernels vectors, float*[] inputs, float* output, nint count);

    /// <summary>Computes some values of the gradient by one input.</summary>
    /// <param name="vectors">Kernels.</param>
    /// <param name="input">Which one.</param>
    /// <param name="inputs">What went in; nothing that may be read where <see cref="Operation.BackwardReadsInputs"/> is false.</param>
    /// <param name="output">What came out; likewise.</param>
    /// <param name="outputGradient">Gradient by that.</param>
    /// <param name="target">Where the gradient goes.</param>
    /// <param name="count">How many.</param>
    protected abstract void Share(VectorKernels vectors, int input, float*[] inputs, float* output, float* outputGradient, float* target, nint count);

    private static int Pieces(nint length) => checked((int)((length + Piece - 1) / Piece));

    private void BackTo(Execution run, int input, BackwardArguments arguments)
    {
        var length = run.Batch * OutputCount;
        var shape = _inputs[input];
        var target = arguments.InputGradients[input];
        var full = shape.IsIdentity ? target : run.Shared;
        run.For(Pieces(length), (item, scratch) =>
        {
            var start = (nint)item * Piece;
            var count = Math.Min(Piece, length - start);
            var inputs = BackwardReadsInputs ? Place(arguments.Inputs, start, count, scratch) : [];
            Share(run.Kernels.Vectors, input, inputs, arguments.Output + start, arguments.OutputGradient + start, full + start, count);
        });
        if (shape.IsIdentity) return;
        run.For(run.Batch, (element, scratch) => shape.Reduce(full + element * OutputCount, (double*)scratch, target + element * shape.Count));
    }

    /// <summary>Where a piece of each input lies: in place, or repeated in scratch.</summary>
    private float*[] Place(float*[] inputs, nint start, nint count, float* scratch)
    {
        var places = new float*[inputs.Length];
        for (var i = 0; i < places.Length; i++)
        {
            if (_inputs[i].IsIdentity)
            {
                places[i] = inputs[i] + start;
                continue;
            }

            places[i] = scratch + (nint)i * Piece;
            _inputs[i].Expand(inputs[i], start, count, places[i]);
        }

        return places;
    }
}
