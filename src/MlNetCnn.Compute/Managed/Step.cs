using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>An operation between values.</summary>
internal sealed class Step(Operation operation, GraphValue[] inputs, GraphValue output, bool endsLayer)
{
    public Operation Operation { get; } = operation;

    public GraphValue[] Inputs { get; private set; } = inputs;

    /// <summary>What it makes; folding later steps in moves it to theirs.</summary>
    public GraphValue Output { get; private set; } = output;

    /// <summary>Whether the output is the layer's (and not what its activation takes).</summary>
    public bool EndsLayer { get; private set; } = endsLayer;

    /// <summary>Whether the layer's output is penalised (Keras's <c>activity_regularizer</c>).</summary>
    public bool HasPenalty => EndsLayer && Operation.Site.Layer.ActivityRegularizer is not null;

    /// <summary>Whether training changes weights of the step: as the layer was when the step was made, since changing that takes a new compilation.</summary>
    public bool Trains { get; } = operation.Site.Layer.Trainable && operation.Trainables.Any(slot => slot.Source.Trainable);

    /// <summary>Takes a later step's place as well as this one's.</summary>
    /// <param name="next">The later step.</param>
    /// <param name="more">What it reads besides this step's output.</param>
    public void Absorb(Step next, params GraphValue[] more) => (Output, EndsLayer, Inputs) = (next.Output, next.EndsLayer, [.. Inputs, .. more]);
}
