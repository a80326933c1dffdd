namespace MlNetCnn.Explain;

/// <summary>Which score of a class is explained. The two give different maps: softmax couples the classes.</summary>
public enum ScoreKind
{
    /// <summary>What the model gives out: after softmax or sigmoid. The Keras book's Grad-CAM.</summary>
    Probability,

    /// <summary>What goes into the model's last softmax or sigmoid, as the papers have it; what the model gives out where it ends with neither.</summary>
    Logit,
}
