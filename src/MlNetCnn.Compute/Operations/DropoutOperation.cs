using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// Dropout: nothing in inference mode; in training each value is 0 with the probability rate and else divided by 1 - rate. The mask is drawn from the stream
/// of the run's seed (or the layer's own), the layer's name and the step, on one thread, so that the thread count does not show.
/// </summary>
[Runs(typeof(Dropout))]
internal sealed unsafe class DropoutOperation(OperationSite site) : Operation(site)
{
    private readonly Dropout _layer = (Dropout)site.Layer;
    private NativeBuffer? _mask;

    public override bool IsView => true;

    public override bool VariesInTraining => _layer.Rate > 0;

    public override bool HasBackward => true;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var count = run.Batch * OutputCount;
        if (run.Training is { } training && VariesInTraining)
        {
            var mask = Mask(count);
            var keep = (float)(1 / (1 - _layer.Rate));
            var stream = new RandomStream(_layer.Seed ?? training.Seed, $"dropout/{Site.Path}", training.Number);
            for (nint i = 0; i < count; i++) mask[i] = stream.NextDouble() < _layer.Rate ? 0 : keep;
            run.Kernels.Vectors.Multiply(inputs[0], mask, output, count);
        }
        else if (inputs[0] != output)
        {
            Buffer.MemoryCopy(inputs[0], output, count * sizeof(float), count * sizeof(float));
        }
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] == null) return;
        var count = run.Batch * OutputCount;
        if (run.Training is not null && VariesInTraining)
            run.Kernels.Vectors.Multiply(arguments.OutputGradient, Mask(count), arguments.InputGradients[0], count);
        else
            Buffer.MemoryCopy(arguments.OutputGradient, arguments.InputGradients[0], count * sizeof(float), count * sizeof(float));
    }

    public override void Dispose() => _mask?.Dispose();

    private float* Mask(nint count)
    {
        if (_mask is null || _mask.Length < count)
        {
            _mask?.Dispose();
            _mask = new NativeBuffer(count);
        }

        return _mask.Pointer;
    }
}
