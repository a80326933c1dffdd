using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// Pictures of another size, rows and columns apart: each output row is a weighted sum of input rows, and so are columns. The gradient is the transpose of that: each row of the
/// input gathers from the output rows it went into, in their order.
/// </summary>
internal abstract unsafe class ResampleOperation(OperationSite site) : Operation(site)
{
    private readonly int _height = site.Inputs[0][0];
    private readonly int _channels = site.Inputs[0][2];
    private readonly int _row = site.Inputs[0][1] * site.Inputs[0][2];

    public sealed override bool HasBackward => true;

    public sealed override bool BackwardReadsInputs => false;

    public sealed override bool BackwardReadsOutput => false;

    public sealed override long Scratch => _row;

    /// <summary>What stands beyond the edges.</summary>
    protected virtual float Fill => 0;

    /// <summary>How rows and columns are made.</summary>
    protected abstract (AxisWeights Rows, AxisWeights Columns) Places(Execution run);

    public sealed override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        var (rows, columns) = Places(run);
        run.For(run.Batch * Output[0], (item, scratch) =>
        {
            var (picture, y) = Math.DivRem(item, Output[0]);
            float* row = Sum(run, source + (nint)picture * _height * _row, rows.Taps(y), _row, scratch), target = output + (nint)item * Output[1] * _channels;
            for (var x = 0; x < Output[1]; x++, target += _channels)
            {
                var made = Sum(run, row, columns.Taps(x), _channels, target);
                if (made != target) new ReadOnlySpan<float>(made, _channels).CopyTo(new Span<float>(target, _channels));
                if (Fill == 0) continue;
                var rest = (float)(Fill * (1 - rows.Inside[y] * columns.Inside[x]));
                for (var c = 0; c < _channels; c++) target[c] += rest;
            }
        });
    }

    public sealed override void Backward(Execution run, BackwardArguments arguments)
    {
        float* dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (dx == null) return;
        var (rows, columns) = Places(run);
        run.For(run.Batch * _height, (item, _) =>
        {
            var vectors = run.Kernels.Vectors;
            var (picture, y) = Math.DivRem(item, _height);
            var target = dx + (nint)item * _row;
            new Span<float>(target, _row).Clear();
            foreach (var (line, part) in rows.Readers(y))
            {
                var from = dy + ((nint)picture * Output[0] + line) * Output[1] * _channels;
                for (var x = 0; x < Output[1]; x++, from += _channels)
                    foreach (var (column, share) in columns.Taps(x)) vectors.AddScaled(from, target + (nint)column * _channels, _channels, part * share);
            }
        });
    }

    /// <summary>A weighted sum of runs of values: where it lies, which is in place for one run alone.</summary>
    private static float* Sum(Execution run, float* source, ReadOnlySpan<(int Index, float Weight)> taps, int length, float* target)
    {
        var vectors = run.Kernels.Vectors;
        if (taps is [(var only, 1)]) return source + (nint)only * length;
        if (taps is [var (first, weight), var (second, share)] && weight == 1 - share)
        {
            vectors.Blend(source + (nint)first * length, source + (nint)second * length, target, length, share);
            return target;
        }

        new Span<float>(target, length).Clear();
        foreach (var (index, part) in taps) vectors.AddScaled(source + (nint)index * length, target, length, part);
        return target;
    }
}
