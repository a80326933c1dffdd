using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>One named array of an optimizer's state, as many values as the weight has.</summary>
/// <param name="Name">Keras's name, e.g. <c>momentum</c>.</param>
/// <param name="Group">Keras lists the slots of one group weight by weight, and one group after the other.</param>
/// <param name="Buffer">The values.</param>
internal sealed record OptimizerSlot(string Name, int Group, NativeBuffer Buffer)
{
    public Span<float> Values => Buffer.Span;
}
