namespace MlNetCnn.Keras.Layers;

/// <summary>A layer over pictures, which takes their channels last or first (Keras's <c>data_format</c>).</summary>
public interface IHasDataFormat
{
    /// <summary>Where the channels are, in the input and in the output.</summary>
    DataFormat DataFormat { get; }
}
