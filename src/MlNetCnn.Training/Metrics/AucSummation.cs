namespace MlNetCnn.Training.Metrics;

/// <summary>How the area between two points of a curve is taken.</summary>
public enum AucSummation
{
    /// <summary>Trapezoids for ROC; for PR the interpolation of Davis and Goadrich ("The relationship between Precision-Recall and ROC curves", 2006).</summary>
    Interpolation,

    /// <summary>The lower height of the two.</summary>
    Minoring,

    /// <summary>The higher height of the two.</summary>
    Majoring,
}
