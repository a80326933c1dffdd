using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Maximum: the largest of the inputs. Its gradient goes to the first input that has it, as in TensorFlow.</summary>
[Runs(typeof(Maximum))]
internal sealed unsafe class MaximumOperation(OperationSite site) : ExtremeOperation(site)
{
    protected override void Combine(VectorKernels vectors, float*[] inputs, float* output, nint count)
    {
        vectors.Max(inputs[0], inputs[1], output, count);
        for (var i = 2; i < inputs.Length; i++) vectors.Max(output, inputs[i], output, count);
    }
}
