using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Rescaling: x * scale + offset.</summary>
[Runs(typeof(Rescaling))]
internal sealed unsafe class RescalingOperation(OperationSite site) : Operation(site)
{
    private readonly Rescaling _layer = (Rescaling)site.Layer;

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output) => Apply(run, inputs[0], output, (float)_layer.Offset);

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] != null) Apply(run, arguments.OutputGradient, arguments.InputGradients[0], 0);
    }

    private void Apply(Execution run, float* x, float* y, float offset) => run.ForPieces(run.Batch * OutputCount, 16384, (start, count) =>
        run.Kernels.Vectors.Affine(x + start, y + start, count, (float)_layer.Scale, offset));
}
