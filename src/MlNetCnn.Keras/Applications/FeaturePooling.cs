namespace MlNetCnn.Keras;

/// <summary>How an application without its top pools its features (Keras's <c>pooling</c>).</summary>
public enum FeaturePooling
{
    /// <summary>Not at all: the output is the last feature map, (height, width, channels).</summary>
    None,

    /// <summary>By <see cref="Layers.GlobalAveragePooling2D"/>: (channels,).</summary>
    Average,

    /// <summary>By <see cref="Layers.GlobalMaxPooling2D"/>: (channels,).</summary>
    Max,
}
