using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>One weight that an optimizer updates.</summary>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Scalars">Numbers of the step.</param>
/// <param name="Variable">The weight.</param>
/// <param name="Gradient">Its gradient, clipped.</param>
/// <param name="Slots">What the optimizer keeps about it, by Keras's names.</param>
/// <param name="Multiplier">Factor of the learning rate.</param>
/// <param name="Decay">What writes the weight before; null where nothing does.</param>
internal sealed record UpdateSite(
    Optimizer Optimizer, StepScalars Scalars, GraphVariable Variable, GraphTensor Gradient, IReadOnlyDictionary<string, GraphVariable> Slots, double Multiplier, GraphNode? Decay)
{
    /// <summary>All nodes that write the weight or its slots.</summary>
    public List<GraphNode> Writes { get; } = [];

    public GraphBuilder Graph => Scalars.Graph;

    /// <summary>The weight's handle.</summary>
    public GraphTensor Weight => Variable.Handle;

    /// <summary>The weight's learning rate.</summary>
    public GraphTensor Rate => Scalar("rate", (rate, _) => rate, alone => alone.Rate);

    /// <summary>A number that depends on the step.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number, from the weight's rate and the number of the update, counted from 1; rounded to float32 at the end, as the managed optimizer does.</param>
    /// <param name="alone">Adds the nodes that compute it where nobody feeds it.</param>
    public GraphTensor Scalar(string name, Func<double, long, double> value, Func<StandaloneStep, GraphTensor> alone) => Scalars.Get(name, Multiplier, value, alone);

    /// <summary>A number that does not.</summary>
    public GraphTensor Constant(double value) => Graph.Constant((float)value);

    /// <summary>x y.</summary>
    public GraphTensor Times(double factor, GraphTensor x) => Graph.Mul(Constant(factor), x);

    /// <summary>A slot's value before the step.</summary>
    public GraphTensor Old(string slot) => Slots[slot].Value;

    /// <summary>A slot's handle, for operations that write it themselves.</summary>
    public GraphTensor Handle(string slot) => Slots[slot].Handle;

    /// <summary>Gives a slot a new value.</summary>
    /// <returns>The value.</returns>
    public GraphTensor Assign(string slot, GraphTensor value)
    {
        Write(Graph.AssignVariableOp(Handle(slot), value, name: $"assign_{slot}"));
        return value;
    }

    /// <summary>rho x + (1 - rho) value, which becomes the slot's value.</summary>
    public GraphTensor Decayed(string slot, double rho, GraphTensor value) => Assign(slot, Graph.AddV2(Times(rho, Old(slot)), Times(1 - rho, value)));

    /// <summary>x + (value - x)(1 - beta), which becomes the slot's value.</summary>
    public GraphTensor Approached(string slot, double beta, GraphTensor value) => Assign(slot, Graph.AddV2(Old(slot), Times(1 - beta, Graph.Sub(value, Old(slot)))));

    /// <summary>Takes something from the weight.</summary>
    public void Subtract(GraphTensor delta) => Write(Graph.AssignSubVariableOp(Weight, delta, name: "subtract"));

    /// <summary>Takes in a node that writes the weight or slots: it comes behind all that reads what was there before.</summary>
    public void Write(GraphNode node)
    {
        node.Controls.Add(Variable.Value.Node);
        node.Controls.AddRange(Slots.Values.Select(s => s.Value.Node));
        if (Decay is not null) node.Controls.Add(Decay);
        Writes.Add(node);
    }
}
