using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Minimum: the smallest of the inputs. Its gradient goes to the first input that has it, as in TensorFlow.</summary>
[Runs(typeof(Minimum))]
internal sealed unsafe class MinimumOperation(OperationSite site) : ExtremeOperation(site)
{
    protected override void Combine(VectorKernels vectors, float*[] inputs, float* output, nint count)
    {
        vectors.Min(inputs[0], inputs[1], output, count);
        for (var i = 2; i < inputs.Length; i++) vectors.Min(output, inputs[i], output, count);
    }
}
