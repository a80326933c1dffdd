namespace MlNetCnn.Training.Metrics;

/// <summary>How the F1 scores of classes become one. (Keras's <c>average=None</c>, a score per class, is no single number and has no place in a history.)</summary>
public enum F1Average
{
    /// <summary>One score from the sums over all classes.</summary>
    Micro,

    /// <summary>The mean of the classes' scores.</summary>
    Macro,

    /// <summary>The mean weighted by how often each class is a target.</summary>
    Weighted,
}
