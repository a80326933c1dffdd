using System.Globalization;
using System.Reflection;
using System.Text.Json;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx;

/// <summary>Models as ONNX files.</summary>
public static class OnnxModels
{
    extension(Model model)
    {
        /// <summary>
        /// Writes the model for inference as an ONNX file, which any ONNX runtime takes, ML.NET's <c>ApplyOnnxModel</c> among them. Inputs and outputs are float32 tensors named as the
        /// model's input and output layers, with the model's shapes and an open batch first; nodes and constants are named by the layers' paths.
        /// </summary>
        /// <param name="path">The file; its folder must exist. Written whole or not at all.</param>
        /// <param name="options">How; null for the defaults.</param>
        /// <exception cref="NotSupportedException">A layer or activation that cannot be written, by name; or the file would have 2 GiB or more.</exception>
        /// <exception cref="ArgumentException">The model is not built, or an option is wrong: the message lists all that are.</exception>
        /// <exception cref="IOException">The file cannot be written.</exception>
        public void SaveOnnx(string path, OnnxOptions? options = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            var file = Measured(Make(model, options));
            AtomicFile.Write(path, stream => ProtoWriter.Write(file, stream));
        }

        /// <summary>Writes the model to a stream, as <c>SaveOnnx</c> does to a file.</summary>
        /// <param name="stream">Where it goes; left open.</param>
        /// <param name="options">How; null for the defaults.</param>
        /// <exception cref="NotSupportedException">A layer or activation that cannot be written, by name; or the file would have 2 GiB or more.</exception>
        /// <exception cref="ArgumentException">The model is not built, or an option is wrong: the message lists all that are.</exception>
        public void WriteOnnx(Stream stream, OnnxOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(stream);
            ProtoWriter.Write(Measured(Make(model, options)), stream);
        }
    }

    /// <summary>Refuses a file that no reader of protocol buffers takes. Of Keras's applications the largest, VGG19, has a quarter of that.</summary>
    private static ModelProto Measured(ModelProto file) => ProtoWriter.Measure(file) is var size && size <= int.MaxValue
        ? file
        : throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"The model '{file.Graph.Name}' would be an ONNX file of {size:N0} bytes; the format ends at {int.MaxValue:N0}. {nameof(OnnxOptions)}.{nameof(OnnxOptions.Outputs)} writes a part of it."));

    /// <summary>The file as a message.</summary>
    internal static ModelProto Make(Model model, OnnxOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxOptions();
        options.Check(model);
        var graph = GraphWriter.Write(model, options);
        if (options.SlotNames) graph = SlotNames.AddTo(graph, options.ClassNames!);
        OperatorSetId[] opsets = [new OperatorSetId("", options.Opset), .. options.SlotNames ? [new OperatorSetId(SlotNames.Domain, SlotNames.Version)] : (OperatorSetId[])[]];
        return new ModelProto
        {
            IrVersion = IrVersion(options.Opset),
            Opsets = opsets,
            ProducerName = "MlNetCnn",
            ProducerVersion = typeof(OnnxModels).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
            DocString = $"The Keras model '{model.Name}', for inference.",
            Graph = graph,
            Metadata = [.. Metadata(model, options)],
        };
    }

    /// <summary>The version of the format that came with a version of the operators.</summary>
    private static int IrVersion(int opset) => opset switch { <= 18 => 8, <= 20 => 9, _ => 10 };

    private static IEnumerable<StringEntry> Metadata(Model model, OnnxOptions options)
    {
        if (options.ClassNames is { } names) yield return new(OnnxMetadata.ClassNames, JsonSerializer.Serialize(names));
        var flat = new FlatGraph(model, options.InputShapes);
        var picture = flat.Inputs.FirstOrDefault(i => i.Shape.Rank == 3);
        if (picture is null) yield break;
        if (options.PreprocessingOf(model) is { } mode)
        {
            yield return new(OnnxMetadata.Preprocessing, mode.ToString().ToLowerInvariant());
            if (options.Rescale != 1) yield return new(OnnxMetadata.Rescale, options.Rescale.ToString("R", CultureInfo.InvariantCulture));
            yield return new(OnnxMetadata.PreprocessingIncluded, options.IncludePreprocessing ? "true" : "false");
        }

        var first = options.InputLayout == OnnxInputLayout.ChannelsFirst || !GraphWriter.IsPicture(flat, picture);
        yield return new(OnnxMetadata.InputLayout, first ? "channels_first" : "channels_last");
    }
}
