namespace MlNetCnn.Onnx;

/// <summary>How pictures enter an ONNX file.</summary>
public enum OnnxInputLayout
{
    /// <summary>As the model has them: (batch, height, width, channels) for all of Keras's applications.</summary>
    AsModel,

    /// <summary>(batch, channels, height, width): what ML.NET's ExtractPixels gives by default, and what other runtimes' picture pipelines feed. Saves the turn at the input.</summary>
    ChannelsFirst,
}
