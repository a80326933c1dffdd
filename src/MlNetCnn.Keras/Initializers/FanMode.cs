namespace MlNetCnn.Keras.Initializers;

/// <summary>What <see cref="VarianceScaling"/> divides its scale by.</summary>
public enum FanMode
{
    /// <summary>The number of inputs of one output.</summary>
    FanIn,

    /// <summary>The number of outputs of one input.</summary>
    FanOut,

    /// <summary>The mean of the two.</summary>
    FanAverage,
}
