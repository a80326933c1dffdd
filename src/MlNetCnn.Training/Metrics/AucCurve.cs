namespace MlNetCnn.Training.Metrics;

/// <summary>The curve whose area is measured.</summary>
public enum AucCurve
{
    /// <summary>Receiver operating characteristic: true positive rate over false positive rate.</summary>
    Roc,

    /// <summary>Precision over recall.</summary>
    Pr,
}
