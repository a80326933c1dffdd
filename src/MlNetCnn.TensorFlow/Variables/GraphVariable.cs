using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Variables;

/// <summary>A variable of a graph. It lives in the session under its shared name, whichever part of the graph has a handle of it.</summary>
/// <param name="SharedName">Its name in the session, e.g. <c>conv2d/kernel</c> or <c>conv2d/kernel/momentum</c>.</param>
/// <param name="Weight">The weight whose values it holds, or whose slot it is; null for what belongs to no weight (a step counter).</param>
/// <param name="Slot">Keras's name of the optimizer's slot; null for the weight itself.</param>
/// <param name="Handle">The node that names it.</param>
/// <param name="Value">Its values as the graph reads them before anything in the run writes them.</param>
internal sealed record GraphVariable(string SharedName, Weight? Weight, string? Slot, GraphTensor Handle, GraphTensor Value)
{
    /// <summary>Shape of the values.</summary>
    public TensorShape Shape => Value.Shape;

    /// <summary>What a session fetches to read it.</summary>
    public string Fetch => Value.Name;

    /// <summary>What a session feeds and runs to write it: the placeholder, and the target that assigns it.</summary>
    public required (string Placeholder, string Target) Assign { get; init; }
}
