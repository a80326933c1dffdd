namespace MlNetCnn.Explain;

/// <summary>How <see cref="ScoreCam"/> makes weights of the scores of masked pictures.</summary>
public enum ScoreCamWeights
{
    /// <summary>Softmax over the channels, as in the paper's algorithm 1. The baseline's score drops out of it.</summary>
    Softmax,

    /// <summary>The increase of confidence itself: the score less that of the baseline picture, which is all zeros (the paper's definitions 2 and 3).</summary>
    Increase,
}
