namespace MlNetCnn.Explain;

/// <summary>Which layers <see cref="ModelRandomization"/> draws anew, and when.</summary>
public enum RandomizationOrder
{
    /// <summary>From the output down to the input, one more layer at every stage, those before it staying random.</summary>
    Cascading,

    /// <summary>One layer at every stage, from the output down to the input, the others as trained.</summary>
    Independent,

    /// <summary>All layers, in one stage.</summary>
    Complete,
}
