using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Multiply: the product of the inputs, first to last. The gradient by each is dy times the others.</summary>
[Runs(typeof(Multiply))]
internal sealed unsafe class MultiplyOperation(OperationSite site) : Operation(site)
{
    public override bool HasBackward => true;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output) => run.ForPieces(run.Batch * OutputCount, 16384, (start, count) =>
    {
        run.Kernels.Vectors.Multiply(inputs[0] + start, inputs[1] + start, output + start, count);
        for (var i = 2; i < inputs.Length; i++) run.Kernels.Vectors.Multiply(output + start, inputs[i] + start, output + start, count);
    });

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        var (inputs, gradients) = (arguments.Inputs, arguments.InputGradients);
        run.ForPieces(run.Batch * OutputCount, 16384, (start, count) =>
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                if (gradients[i] == null) continue;
                var product = arguments.OutputGradient + start;
                for (var j = 0; j < inputs.Length; j++)
                {
                    if (j == i) continue;
                    run.Kernels.Vectors.Multiply(product, inputs[j] + start, gradients[i] + start, count);
                    product = gradients[i] + start;
                }
            }
        });
    }
}
