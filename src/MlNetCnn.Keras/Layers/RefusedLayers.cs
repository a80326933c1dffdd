namespace MlNetCnn.Keras.Layers;

/// <summary>Why layers that Keras has cannot be read, and what to do about it.</summary>
internal static class RefusedLayers
{
    private const string OneDimension = "It works on sequences, and only networks of pictures (2-D) can be read.";
    private const string ThreeDimensions = "It works on volumes or films, and only networks of pictures (2-D) can be read.";
    private const string Recurrent = "It is recurrent, and only networks of pictures (2-D) can be read.";
    private const string Attention = "It belongs to transformers, and only networks of pictures (2-D) can be read.";
    private const string Table = "It works on words, categories or sound, and only networks of pictures (2-D) can be read.";
    private const string Augmentation = "It varies pictures in training alone: take it out of the model, or vary the pictures before they reach it.";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["SpectralNormalization"] = "It divides another layer's kernel by its largest singular value: save the inner layer, with its kernel divided so.",
        ["RMSNormalization"] = Attention,
        ["Wrapper"] = "It wraps another layer: save the inner one.",
        ["TimeDistributed"] = OneDimension,
        ["Bidirectional"] = Recurrent,
        ["Masking"] = OneDimension,
        ["Embedding"] = Table,
        ["RandomHeight"] = "It makes pictures of another height in each step, which Keras 3 no longer has: use RandomZoom.",
        ["RandomWidth"] = "It makes pictures of another width in each step, which Keras 3 no longer has: use RandomZoom.",
        ["LocallyConnected2D"] = "Keras 3 no longer has it, and it is not supported.",
        ["MaxoutDense"] = "Keras 2 no longer has it, and it is not supported.",
        ["Highway"] = "Keras 2 no longer has it, and it is not supported.",
        ["EinsumDense"] = Attention,
        ["TFSMLayer"] = "It holds a TensorFlow graph.",
        ["TorchModuleWrapper"] = "It holds a PyTorch module, which is code.",
        ["JaxLayer"] = "It holds JAX functions, which are code.",
        ["FlaxLayer"] = "It holds JAX functions, which are code.",
    };

    /// <summary>The reason, with a space before it; empty for what Keras does not have.</summary>
    /// <param name="className">The class that the file names.</param>
    public static string Why(string className) => (Reasons.GetValueOrDefault(className) ?? Kind(className)) is { } reason ? " " + reason : "";

    private static string? Kind(string name)
    {
        string[] recurrent = ["LSTM", "GRU", "SimpleRNN", "RNN", "LSTMCell", "GRUCell", "SimpleRNNCell", "StackedRNNCells", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "CuDNNLSTM", "CuDNNGRU"];
        string[] attention = ["Attention", "AdditiveAttention", "MultiHeadAttention", "GroupedQueryAttention", "GroupQueryAttention"];
        string[] table = ["StringLookup", "IntegerLookup", "TextVectorization", "Hashing", "HashedCrossing", "CategoryEncoding", "Discretization", "MelSpectrogram", "STFTSpectrogram", "FeatureSpace"];
        string[] augmentation =
        [
            "AugMix", "AutoContrast", "CutMix", "Equalization", "MaxNumBoundingBoxes", "MixUp", "RandAugment", "RandomColorDegeneration", "RandomColorJitter", "RandomElasticTransform", "RandomErasing",
            "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomSaturation", "RandomSharpness", "RandomShear", "Solarization", "Pipeline",
        ];
        return recurrent.Contains(name) ? Recurrent
            : attention.Contains(name) ? Attention
            : table.Contains(name) ? Table
            : augmentation.Contains(name) ? Augmentation
            : name.EndsWith("1D", StringComparison.Ordinal) || name.EndsWith("1DTranspose", StringComparison.Ordinal) ? OneDimension
            : name.EndsWith("3D", StringComparison.Ordinal) || name.EndsWith("3DTranspose", StringComparison.Ordinal) ? ThreeDimensions
            : null;
    }
}
