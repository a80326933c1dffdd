using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Onnx;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.SaveOnnx</c>.</summary>
public static class OnnxCatalog
{
    /// <summary>
    /// Writes the network of a fitted pipeline as an ONNX file, from the pixels of its column of pictures to the classes: what ML.NET's own <c>ApplyOnnxModel</c> takes, and every other ONNX
    /// runtime. Input and output columns there are named as the network's input and output layers.
    /// </summary>
    /// <remarks>
    /// For <c>ApplyOnnxModel</c> after <c>ExtractPixels</c> (which gives RGB pixels, 0 to 255, channel by channel): <see cref="OnnxOptions.InputLayout"/>
    /// <see cref="OnnxInputLayout.ChannelsFirst"/> and <see cref="OnnxOptions.IncludePreprocessing"/>; it runs one picture at a time, whatever the batch. With
    /// <see cref="OnnxOptions.SlotNames"/> its output column has the names of the classes.
    /// </remarks>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="fitted">
    /// What a pipeline's <c>Fit</c> gave, or <c>ml.Cnn.LoadModel</c>: see <see cref="FittedNetwork.Of"/>. Names of classes, preprocessing and rescaling are taken over where the options leave
    /// them open.
    /// </param>
    /// <param name="path">The file; its folder must exist. Written whole or not at all.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no network in it, or an option is wrong: the message lists all that are.</exception>
    /// <exception cref="NotSupportedException">A layer that cannot be written, by name; or the file would have 2 GiB or more.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveOnnx(this CnnCatalog cnn, ITransformer fitted, string path, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        var network = FittedNetwork.Of(fitted);
        options ??= new OnnxOptions();
        network.Model.SaveOnnx(path, options with
        {
            ClassNames = options.ClassNames ?? network.ClassNames,
            Rescale = options.Rescale == 1 ? network.Rescale : options.Rescale,

            // None says only that this component does nothing to the pixels: then what is known of the network holds.
            Preprocessing = options.Preprocessing ?? (network.Preprocessing == Preprocessing.None && network.Rescale == 1 ? null : network.Preprocessing),
        });
    }
}
