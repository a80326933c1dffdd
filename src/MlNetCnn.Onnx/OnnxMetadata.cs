namespace MlNetCnn.Onnx;

/// <summary>Keys of <c>metadata_props</c> in the files that this library writes. Keys that do not apply are left out.</summary>
public static class OnnxMetadata
{
    /// <summary>Names of the classes, by index: an array of JSON strings.</summary>
    public const string ClassNames = "class_names";

    /// <summary>What RGB pixels, 0 to 255, must go through: <c>none</c>, <c>caffe</c>, <c>tf</c> or <c>torch</c>, Keras's names of the modes of <c>preprocess_input</c>.</summary>
    public const string Preprocessing = "preprocessing";

    /// <summary>What pixels are multiplied with after that, in invariant culture; absent for 1.</summary>
    public const string Rescale = "rescale";

    /// <summary>Whether the graph itself does both: <c>true</c> or <c>false</c>.</summary>
    public const string PreprocessingIncluded = "preprocessing_included";

    /// <summary><c>channels_last</c> or <c>channels_first</c>: how pictures enter; absent where the model takes none.</summary>
    public const string InputLayout = "input_layout";
}
