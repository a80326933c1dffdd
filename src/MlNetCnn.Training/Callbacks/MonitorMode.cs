namespace MlNetCnn.Training.Callbacks;

/// <summary>Which values of a monitored number are better.</summary>
public enum MonitorMode
{
    /// <summary>The callback finds out by itself, as the Keras callback of the same name does; each says how.</summary>
    Auto,

    /// <summary>Lower values.</summary>
    Min,

    /// <summary>Higher values.</summary>
    Max,
}
