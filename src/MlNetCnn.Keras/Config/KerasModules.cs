namespace MlNetCnn.Keras.Config;

/// <summary>Which Python modules are Keras itself: those of Keras, of tf-keras and of the Keras inside TensorFlow. Packages beside it (keras_cv, keras_nlp) are not.</summary>
internal static class KerasModules
{
    private static readonly string[] Roots = ["keras", "tf_keras", "tensorflow.keras", "tensorflow.python.keras", "tensorflow.compat.v1.keras", "tensorflow.compat.v2.keras"];

    /// <summary>Whether the module is Keras or lies in it.</summary>
    public static bool IsKeras(string module) => Roots.Any(root => module == root || module.StartsWith(root + ".", StringComparison.Ordinal));

    /// <summary>Whether it holds operations, which <c>x + y</c> or <c>keras.ops.relu(x)</c> put into a functional model, rather than layers.</summary>
    public static bool HoldsOperations(string module) => module.StartsWith("keras.src.ops.", StringComparison.Ordinal) || module is "keras.ops" || module.StartsWith("keras.ops.", StringComparison.Ordinal);
}
