namespace MlNetCnn;

/// <summary>What the label column of <c>ml.Cnn.ImagesFromDirectory</c> holds (Keras's <c>label_mode</c>).</summary>
public enum LabelMode
{
    /// <summary>The class folder's name, text; <c>MapValueToKey</c> makes a key of it.</summary>
    Categorical,

    /// <summary>A Boolean: false for the first of exactly two class folders in ordinal order, true for the second.</summary>
    Binary,

    /// <summary>No label: pictures are taken from the folder and all below it.</summary>
    None,
}
