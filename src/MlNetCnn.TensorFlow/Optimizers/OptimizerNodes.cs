using System.Collections.Frozen;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// How one optimizer's rule for one weight becomes nodes: TensorFlow's own ResourceApply operation where its formula is that of the managed optimizer, else single operations. One file per
/// optimizer; what all optimizers have stands in <see cref="WeightTraining"/>. A class marked <see cref="UpdatesAttribute"/> with a constructor without parameters is found by the
/// optimizer's class.
/// </summary>
internal abstract class OptimizerNodes
{
    private static readonly FrozenDictionary<Type, OptimizerNodes> Table = MarkedClasses.Table<UpdatesAttribute, Type, OptimizerNodes>(mark => mark.Optimizer);

    /// <summary>Optimizers that can be written.</summary>
    public static IReadOnlyCollection<Type> Known => Table.Keys;

    /// <summary>What writes an optimizer.</summary>
    /// <exception cref="NotSupportedException">Nothing does.</exception>
    public static OptimizerNodes For(Optimizer optimizer) => Table.TryGetValue(optimizer.GetType(), out var nodes)
        ? nodes
        : throw new NotSupportedException($"The optimizer '{optimizer.Name}' cannot be written as TensorFlow operations.");

    /// <summary>What the optimizer keeps about a weight: Keras's names and groups (<see cref="OptimizerSlot.Group"/>), and what all values start with; as the managed optimizer has it.</summary>
    public static IReadOnlyList<(string Name, int Group, float Initial)> Slots(Optimizer optimizer)
    {
        using var state = optimizer.CreateState(1);
        return [.. state.Slots.Select(s => (s.Name, s.Group, s.Values[0]))];
    }

    /// <summary>Adds the nodes that update a weight and its slots.</summary>
    public abstract void Write(UpdateSite site);
}

/// <summary>Nodes of one class of optimizers.</summary>
internal abstract class OptimizerNodes<TOptimizer> : OptimizerNodes
    where TOptimizer : Optimizer
{
    public sealed override void Write(UpdateSite site) => Write(site, (TOptimizer)site.Optimizer);

    /// <inheritdoc cref="OptimizerNodes.Write(UpdateSite)"/>
    protected abstract void Write(UpdateSite site, TOptimizer optimizer);
}
