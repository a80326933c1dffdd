using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>Which gradients are wanted.</summary>
/// <param name="Values">Values.</param>
/// <param name="Weights">Weights; null for all that training changes.</param>
/// <param name="Training">Whether layers run in training mode.</param>
internal sealed record GradientRequest(IReadOnlyList<GraphValue> Values, IReadOnlyCollection<WeightSlot>? Weights, bool Training)
{
    /// <summary>Gradients by everything that training changes.</summary>
    public static GradientRequest ForTraining { get; } = new([], null, true);

    /// <summary>Values that are still there after the way back.</summary>
    public IReadOnlyList<GraphValue> Kept { get; init; } = [];

    /// <summary>What goes back through a relu.</summary>
    public ReluGradient Relu { get; init; }

    /// <summary>Whether steps run forward alone, to be looked at: nothing is kept for a way back.</summary>
    public bool ForwardOnly { get; init; }

    /// <summary>Whether gradients by weights of the step are wanted.</summary>
    public bool Wants(Step step) => Weights is null ? step.Trains : step.Operation.Trainables.Any(Weights.Contains);
}
