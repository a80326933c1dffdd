namespace MlNetCnn.Keras;

/// <summary>Why a model file could not be read, for programs that act on it.</summary>
public enum ModelFormatReason
{
    /// <summary>The file is damaged, or not of a format that is read.</summary>
    Malformed,

    /// <summary>The file holds weights without the network they belong to: make the model and call <c>LoadWeights</c>.</summary>
    WeightsOnly,

    /// <summary>The file asks for code to be run: a Lambda, an operation of TensorFlow, a class that is not Keras's own.</summary>
    Code,

    /// <summary>A layer, or a setting of one, that Keras has and this library has not.</summary>
    Unsupported,

    /// <summary>The weights are another model's; <see cref="ModelFormatException.Details"/> lists every difference.</summary>
    WeightsDoNotFit,

    /// <summary>No weight of the file has a place in the model, so that loading would change nothing.</summary>
    NothingToLoad,
}
