using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Subtract: the first input less the second. The gradients are dy and -dy.</summary>
[Runs(typeof(Subtract))]
internal sealed unsafe class SubtractOperation(OperationSite site) : MergeOperation(site)
{
    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    protected override void Combine(VectorKernels vectors, float*[] inputs, float* output, nint count) => vectors.Subtract(inputs[0], inputs[1], output, count);

    protected override void Share(VectorKernels vectors, int input, float*[] inputs, float* output, float* outputGradient, float* target, nint count) =>
        vectors.Affine(outputGradient, target, count, input == 0 ? 1 : -1, 0);
}
