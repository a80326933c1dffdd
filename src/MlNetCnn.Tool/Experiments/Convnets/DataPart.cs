namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>What pictures are for.</summary>
internal enum DataPart
{
    /// <summary>To learn from.</summary>
    Train,

    /// <summary>To watch the training with.</summary>
    Validation,

    /// <summary>To judge the result by.</summary>
    Test,
}
