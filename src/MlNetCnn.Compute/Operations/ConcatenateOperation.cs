using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Concatenate, along any axis but the batch: per leading index, one run of values from each input.</summary>
[Runs(typeof(Concatenate))]
internal sealed unsafe class ConcatenateOperation : Operation
{
    private readonly int[] _runs;
    private readonly int _outputRun;

    public ConcatenateOperation(OperationSite site)
        : base(site)
    {
        var axis = ((Concatenate)site.Layer).AxisIn(site.Output.Rank);
        _runs = [.. site.Inputs.Select(input => input.Skip(axis).Aggregate(1, (a, b) => a * b))];
        _outputRun = _runs.Sum();
    }

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output) => run.ForPieces(run.Batch * OutputCount / _outputRun, PerPiece, (start, count) =>
    {
        for (var r = start; r < start + count; r++)
        {
            var target = output + r * _outputRun;
            for (var i = 0; i < inputs.Length; target += _runs[i++])
                new ReadOnlySpan<float>(inputs[i] + r * _runs[i], _runs[i]).CopyTo(new Span<float>(target, _runs[i]));
        }
    });

    public override void Backward(Execution run, BackwardArguments arguments) => run.ForPieces(run.Batch * OutputCount / _outputRun, PerPiece, (start, count) =>
    {
        for (var r = start; r < start + count; r++)
        {
            var source = arguments.OutputGradient + r * _outputRun;
            for (var i = 0; i < _runs.Length; source += _runs[i++])
            {
                var target = arguments.InputGradients[i];
                if (target != null) new ReadOnlySpan<float>(source, _runs[i]).CopyTo(new Span<float>(target + r * _runs[i], _runs[i]));
            }
        }
    });

    private int PerPiece => Math.Max(1, 16384 / _outputRun);
}
