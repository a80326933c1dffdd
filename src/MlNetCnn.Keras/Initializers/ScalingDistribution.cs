namespace MlNetCnn.Keras.Initializers;

/// <summary>How <see cref="VarianceScaling"/> draws.</summary>
public enum ScalingDistribution
{
    /// <summary>Normal, cut off at two standard deviations and widened so that the variance is the wanted one.</summary>
    TruncatedNormal,

    /// <summary>Normal.</summary>
    UntruncatedNormal,

    /// <summary>Uniform.</summary>
    Uniform,
}
