namespace MlNetCnn.Compute.Losses;

/// <summary>Targets of the hinge losses: -1 and 1, or 0 and 1 throughout, which Keras then takes for -1 and 1.</summary>
internal static class HingeTargets
{
    /// <summary>Whether all targets of a batch are 0 or 1.</summary>
    public static bool AreBinary(Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        foreach (var target in targets.Span)
            if (target is not (0 or 1)) return false;
        return true;
    }
}
