using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Permute: the dimensions in another order. The gradient goes the way back.</summary>
[Runs(typeof(Permute))]
internal sealed unsafe class PermuteOperation : Operation
{
    private readonly Permutation _permutation;

    public PermuteOperation(OperationSite site)
        : this(site, [.. ((Permute)site.Layer).Dims.Select(d => d - 1)]) { }

    /// <summary>Turns what some other layer takes or makes.</summary>
    /// <param name="site">The layer's call.</param>
    /// <param name="order">Per dimension of the output, which of the input's it is, from 0.</param>
    public PermuteOperation(OperationSite site, IReadOnlyList<int> order)
        : base(site) => _permutation = new(site.Inputs[0], order);

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output) => _permutation.Forward(run, inputs[0], output);

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        if (arguments.InputGradients[0] != null) _permutation.Backward(run, arguments.OutputGradient, arguments.InputGradients[0]);
    }
}
