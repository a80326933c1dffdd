namespace MlNetCnn.Explain;

/// <summary>How <see cref="ScoreCam"/> makes weights of the scores of masked pictures.</summary>
public enum ScoreCamWeights
{
    /// <summary><see cref="Softmax"/> of logits, <see cref="Increase"/> of probabilities, of which softmax would make nearly equal weights.</summary>
    Automatic,

    /// <summary>Softmax over the channels, as in the paper's algorithm 1. The baseline's score drops out of it.</summary>
    Softmax,

    /// <summary>The increase of confidence itself: the score less that of the baseline picture, which is all zeros (the paper's definitions 2 and 3). The authors' program takes the probabilities themselves.</summary>
    Increase,
}
