using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer RepeatVector. The gradient is the sum over the repetitions, in their order and in float64.</summary>
[Runs(typeof(RepeatVector))]
internal sealed unsafe class RepeatVectorOperation(OperationSite site) : Operation(site)
{
    private readonly Broadcast _repeated = new(site.Inputs[0], site.Output);

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override long BackwardScratch(int batch) => 2 * (long)_repeated.Count;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var x = inputs[0];
        run.ForPieces(run.Batch * OutputCount, 1 << 14, (start, count) => _repeated.Expand(x, start, count, output + start));
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (dx != null) run.For(run.Batch, (element, scratch) => _repeated.Reduce(dy + element * OutputCount, (double*)scratch, dx + element * _repeated.Count));
    }
}
