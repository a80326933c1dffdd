using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Add: the sum of the inputs, first to last. The gradient by each is dy.</summary>
[Runs(typeof(Add))]
internal sealed unsafe class AddOperation(OperationSite site) : MergeOperation(site)
{
    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    protected override void Combine(VectorKernels vectors, float*[] inputs, float* output, nint count)
    {
        vectors.Add(inputs[0], inputs[1], output, count);
        for (var i = 2; i < inputs.Length; i++) vectors.Add(output, inputs[i], output, count);
    }

    protected override void Share(VectorKernels vectors, int input, float*[] inputs, float* output, float* outputGradient, float* target, nint count) =>
        Buffer.MemoryCopy(outputGradient, target, count * sizeof(float), count * sizeof(float));
}
