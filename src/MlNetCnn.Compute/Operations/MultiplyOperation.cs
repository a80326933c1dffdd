using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Multiply: the product of the inputs, first to last. The gradient by each is dy times the others.</summary>
[Runs(typeof(Multiply))]
internal sealed unsafe class MultiplyOperation(OperationSite site) : MergeOperation(site)
{
    public override bool BackwardReadsOutput => false;

    protected override void Combine(VectorKernels vectors, float*[] inputs, float* output, nint count)
    {
        vectors.Multiply(inputs[0], inputs[1], output, count);
        for (var i = 2; i < inputs.Length; i++) vectors.Multiply(output, inputs[i], output, count);
    }

    protected override void Share(VectorKernels vectors, int input, float*[] inputs, float* output, float* outputGradient, float* target, nint count)
    {
        var product = outputGradient;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (i == input) continue;
            vectors.Multiply(product, inputs[i], target, count);
            product = target;
        }
    }
}
