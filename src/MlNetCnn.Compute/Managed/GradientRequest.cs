namespace MlNetCnn.Compute.Managed;

/// <summary>Which gradients are wanted.</summary>
/// <param name="Values">Values.</param>
/// <param name="Weights">Weights; null for all that training changes.</param>
/// <param name="Training">Whether layers run in training mode.</param>
internal sealed record GradientRequest(IReadOnlyList<GraphValue> Values, IReadOnlyCollection<WeightSlot>? Weights, bool Training)
{
    /// <summary>Gradients by everything that training changes.</summary>
    public static GradientRequest ForTraining { get; } = new([], null, true);

    /// <summary>Whether gradients by weights of the step are wanted.</summary>
    public bool Wants(Step step)
    {
        var slots = step.Operation.Trainables;
        if (Weights is not null) return slots.Any(Weights.Contains);
        return step.Operation.Site.Layer.Trainable && slots.Any(slot => slot.Source.Trainable);
    }
}
