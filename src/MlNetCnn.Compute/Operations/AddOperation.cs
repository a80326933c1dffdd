using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Add: the sum of the inputs, first to last. The gradient by each is dy.</summary>
[Runs(typeof(Add))]
internal sealed unsafe class AddOperation(OperationSite site) : Operation(site)
{
    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output) => run.ForPieces(run.Batch * OutputCount, 16384, (start, count) =>
    {
        run.Kernels.Vectors.Add(inputs[0] + start, inputs[1] + start, output + start, count);
        for (var i = 2; i < inputs.Length; i++) run.Kernels.Vectors.Add(output + start, inputs[i] + start, output + start, count);
    });

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        var bytes = run.Batch * OutputCount * sizeof(float);
        foreach (var gradient in arguments.InputGradients)
            if (gradient != null) Buffer.MemoryCopy(arguments.OutputGradient, gradient, bytes, bytes);
    }
}
