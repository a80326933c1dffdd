using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Operations;

/// <summary>Takes one of the inputs at each place; of equal ones, the gradient goes to the first.</summary>
internal abstract unsafe class ExtremeOperation(OperationSite site) : MergeOperation(site)
{
    protected sealed override void Share(VectorKernels vectors, int input, float*[] inputs, float* output, float* outputGradient, float* target, nint count)
    {
        vectors.Select(inputs[input], output, outputGradient, target, count, equal: true);
        for (var i = 0; i < input; i++) vectors.Select(inputs[i], output, target, target, count, equal: false);
    }
}
