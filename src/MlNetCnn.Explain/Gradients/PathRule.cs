namespace MlNetCnn.Explain;

/// <summary>Where <see cref="IntegratedGradients"/> takes the gradients on the path from the baseline (0) to the picture (1), with m steps.</summary>
public enum PathRule
{
    /// <summary>At k/m for k from 0 to m, the first and the last by half: m + 1 gradients. Where the score is smooth the error falls with the square of m; where gradients jump (relus), with m, as for all rules.</summary>
    Trapezoid,

    /// <summary>At k/m for k from 0 to m - 1.</summary>
    Left,

    /// <summary>At k/m for k from 1 to m: the paper's equation 3.</summary>
    Right,

    /// <summary>At (k + 1/2)/m for k from 0 to m - 1.</summary>
    Midpoint,
}
