namespace MlNetCnn.Compute.Optimizers;

/// <summary>Whose optimizer a file's is: they list their variables in different orders.</summary>
internal enum OptimizerGeneration
{
    /// <summary>Keras 3: steps, learning rate, then weight by weight.</summary>
    Keras3,

    /// <summary>tf.keras 2.11 to 2.15: steps, then weight by weight.</summary>
    TfKeras,

    /// <summary>Keras 1 to 2.3, tf.keras before 2.11 and its <c>optimizers.legacy</c>: mostly steps, then slot by slot.</summary>
    Legacy,
}
