using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>GaussianNoise: nothing in inference mode; in training each value plus a normal number of mean 0. The gradient is dy.</summary>
[Runs(typeof(GaussianNoise))]
internal sealed unsafe class GaussianNoiseOperation(OperationSite site) : Operation(site)
{
    // Even: two values share their bits.
    private const int Piece = 1 << 14;
    private readonly GaussianNoise _layer = (GaussianNoise)site.Layer;
    private readonly string _name = $"gaussian_noise/{site.Path}";

    public override bool IsView => true;

    public override bool VariesInTraining => _layer.Stddev > 0;

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var x = inputs[0];
        if (run.Training is not { } training || !VariesInTraining)
        {
            Copy(run, x, output);
            return;
        }

        var noise = new NoiseSource(_layer.Seed ?? training.Seed, _name, training.Number);
        var deviation = (float)_layer.Stddev;
        run.ForPieces(run.Batch * OutputCount, Piece, (start, count) =>
        {
            for (nint i = start; i < start + count; i += 2)
            {
                var (first, second) = noise.Normals((ulong)i / 2);
                output[i] = x[i] + deviation * first;
                if (i + 1 < start + count) output[i + 1] = x[i + 1] + deviation * second;
            }
        });
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] != null) Copy(run, arguments.OutputGradient, arguments.InputGradients[0]);
    }

    private void Copy(Execution run, float* from, float* to)
    {
        var bytes = run.Batch * OutputCount * sizeof(float);
        if (from != to) Buffer.MemoryCopy(from, to, bytes, bytes);
    }
}
