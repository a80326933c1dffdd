namespace MlNetCnn.Keras.Flat;

/// <summary>How much of a layer a call is, for layers that end with an activation.</summary>
public enum LayerPart
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>Without its activation.</summary>
    BeforeActivation,

    /// <summary>Its activation alone.</summary>
    Activation,
}
