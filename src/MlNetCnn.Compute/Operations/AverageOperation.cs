using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Average: the sum of the inputs by their number n. The gradient by each is dy / n.</summary>
[Runs(typeof(Average))]
internal sealed unsafe class AverageOperation(OperationSite site) : MergeOperation(site)
{
    private readonly float _share = 1f / site.Inputs.Count;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    protected override void Combine(VectorKernels vectors, float*[] inputs, float* output, nint count)
    {
        vectors.Add(inputs[0], inputs[1], output, count);
        for (var i = 2; i < inputs.Length; i++) vectors.Add(output, inputs[i], output, count);
        vectors.Affine(output, output, count, _share, 0);
    }

    protected override void Share(VectorKernels vectors, int input, float*[] inputs, float* output, float* outputGradient, float* target, nint count) =>
        vectors.Affine(outputGradient, target, count, _share, 0);
}
