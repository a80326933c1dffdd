using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Flatten: the same memory in another shape. With channels first, the first dimension moves to the end before that.</summary>
[Runs(typeof(Flatten))]
internal sealed unsafe class FlattenOperation(OperationSite site) : ViewOperation(site)
{
    private readonly Permutation? _permutation = ((Flatten)site.Layer).DataFormat == DataFormat.ChannelsFirst && !site.IsTurned && site.Inputs[0].Rank > 1
        ? new(site.Inputs[0], [.. Enumerable.Range(1, site.Inputs[0].Rank - 1), 0])
        : null;

    public override bool IsView => _permutation is null;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        if (_permutation is null) base.Forward(run, inputs, output);
        else _permutation.Forward(run, inputs[0], output);
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (_permutation is null) base.Backward(run, arguments);
        else if (arguments.InputGradients[0] != null) _permutation.Backward(run, arguments.OutputGradient, arguments.InputGradients[0]);
    }
}
