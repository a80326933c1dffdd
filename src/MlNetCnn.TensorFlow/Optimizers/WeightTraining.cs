using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Penalties;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// All that a training step does to one weight: the gradient is accumulated and clipped, then the weight decays, is updated, is averaged, is overwritten by its average, and obeys its
/// constraint, in this order, as in Keras and in the managed engine. What is read after a write has a read of its own behind it; what is read before stands before the write.
/// </summary>
/// <param name="optimizer">The optimizer.</param>
/// <param name="scalars">Numbers of the step.</param>
/// <param name="variable">The weight.</param>
/// <param name="multiplier">Factor of its learning rate. With 0 nothing changes it, nor what the optimizer keeps about it.</param>
internal sealed class WeightTraining(Optimizer optimizer, StepScalars scalars, GraphVariable variable, double multiplier)
{
    private GraphBuilder Graph => scalars.Graph;

    /// <summary>The weight.</summary>
    public GraphVariable Variable => variable;

    /// <summary>Its moving average; null where none is kept.</summary>
    public GraphVariable? Average { get; init; }

    /// <summary>The sum of its gradients since the last update; null where each batch updates.</summary>
    public GraphVariable? Accumulator { get; init; }

    /// <summary>What the optimizer keeps about it, by Keras's names.</summary>
    public Dictionary<string, GraphVariable> Slots { get; } = new(StringComparer.Ordinal);

    private bool IsFixed => multiplier == 0;

    private Weight Weight => variable.Weight!;

    /// <summary>Adds a batch's gradient to those before.</summary>
    /// <returns>What to run.</returns>
    public IEnumerable<GraphNode> Accumulate(GraphTensor gradient)
    {
        using var scope = Graph.Scope($"accumulate/{variable.SharedName}");
        var add = Assign(Accumulator!, Graph.AddV2(gradient, Accumulator!.Value), []);
        return [add, .. Finish(variable.Value, [])];
    }

    /// <summary>The gradient of an update: the mean of the batches'.</summary>
    public GraphTensor Mean(GraphTensor gradient)
    {
        if (Accumulator is null) return gradient;
        using var scope = Graph.Scope($"mean/{variable.SharedName}");
        return Graph.RealDiv(Graph.AddV2(gradient, Accumulator.Value), Graph.Constant((float)optimizer.GradientAccumulationSteps!.Value));
    }

    /// <summary>Updates the weight.</summary>
    /// <param name="gradient">Clipped.</param>
    /// <returns>What to run.</returns>
    public IEnumerable<GraphNode> Update(GraphTensor gradient)
    {
        using var scope = Graph.Scope($"update/{variable.SharedName}");
        var nodes = new List<GraphNode>();
        if (Accumulator is not null) nodes.Add(Assign(Accumulator, Graph.ZerosLike(Accumulator.Value), []));
        if (IsFixed) return [.. nodes, .. Finish(variable.Value, [])];
        var site = new UpdateSite(optimizer, scalars, variable, gradient, Slots, multiplier, Decay());
        OptimizerNodes.For(optimizer).Write(site);
        nodes.AddRange(site.Writes);
        if (Average is null && Weight.Constraint is null) return nodes;
        var updated = Graph.ReadVariableOp(variable.Handle, DataType.Float, variable.Shape, name: "updated");
        updated.Node.Controls.AddRange(site.Writes);
        return [.. nodes, .. Finish(updated, site.Writes)];
    }

    /// <summary>Makes the average the weight, where there is one.</summary>
    public GraphNode? Overwrite()
    {
        if (Average is null) return null;
        using var scope = Graph.Scope($"finish/{variable.SharedName}");
        return Graph.AssignVariableOp(variable.Handle, Average.Value, name: "assign");
    }

    /// <summary>w -= w decay lr.</summary>
    private GraphNode? Decay()
    {
        if (optimizer.WeightDecay == 0) return null;
        var rate = scalars.Get("decay", multiplier, (rate, _) => optimizer.WeightDecay * rate, alone => Graph.Mul(alone.Rate, Graph.Constant((float)optimizer.WeightDecay)));
        var decay = Graph.AssignSubVariableOp(variable.Handle, Graph.Mul(variable.Value, rate), name: "decay");
        decay.Controls.Add(variable.Value.Node);
        return decay;
    }

    /// <summary>Averages, overwrites and constrains.</summary>
    /// <param name="values">The weight after its update, if there is one.</param>
    /// <param name="writes">What wrote it.</param>
    private List<GraphNode> Finish(GraphTensor values, IReadOnlyList<GraphNode> writes)
    {
        var (nodes, before) = (new List<GraphNode>(), values);
        if (Average is not null)
        {
            var average = Averaged(values);
            nodes.Add(Assign(Average, average, []));
            if (optimizer.EmaOverwriteFrequency is { } every)
            {
                var due = scalars.Get(
                    "overwrite", 1, (_, number) => number % every == 0 ? 1 : 0, alone => Graph.Cast(Graph.Equal(Graph.FloorMod(alone.Number, Graph.Constant((float)every)), Graph.Constant(0f)), DataType.Float));
                values = Graph.SelectV2(Graph.Greater(due, Graph.Constant(0f)), average, values);
            }
        }

        if (!IsFixed && Weight.Constraint is not null) values = RuleNodes.Apply(Graph, Weight, values);
        if (values != before) nodes.Add(Assign(variable, values, [before.Node, .. writes]));
        return nodes;
    }

    /// <summary>a + (w - a)(1 - m); w itself in the first update, and where it never moves.</summary>
    private GraphTensor Averaged(GraphTensor values)
    {
        if (IsFixed) return values;
        var (rest, old) = (1 - optimizer.EmaMomentum, Average!.Value);
        var share = scalars.Get(
            "average_share", 1, (_, number) => number == 1 ? 1 : rest, alone => Graph.SelectV2(Graph.LessEqual(alone.Number, Graph.Constant(1f)), Graph.Constant(1f), Graph.Constant((float)rest)));
        var moved = Graph.AddV2(old, Graph.Mul(Graph.Sub(values, old), share));
        // Exactly w where nothing of the average is kept: a + (w - a) would round.
        return Graph.SelectV2(Graph.Equal(share, Graph.Constant(1f)), values, moved);
    }

    private GraphNode Assign(GraphVariable target, GraphTensor value, IReadOnlyList<GraphNode> behind)
    {
        var node = Graph.AssignVariableOp(target.Handle, value, name: "assign");
        node.Controls.Add(target.Value.Node);
        node.Controls.AddRange(behind.Where(n => n != target.Value.Node));
        return node;
    }
}
