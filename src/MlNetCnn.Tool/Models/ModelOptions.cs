using System.CommandLine;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Models;

/// <summary>The options that choose a model file and say what is to be known about it.</summary>
internal sealed class ModelOptions(Surroundings surroundings, bool required = true, bool withTop = true)
{
    private readonly Option<string?> _model = new("--model")
    {
        Description = "A model: .zip (ML.NET), .keras or .h5 (Keras), .onnx, or the weights of an application, named by --application or by the file's published name; 'imagenet' with --application for those that Keras publishes, from its cache or downloaded.",
        Required = required,
    };

    private readonly Option<string?> _application = new("--application") { Description = "The network that a file of weights belongs to, e.g. vgg16, mobilenet_0.75." };

    private readonly Option<string?> _classes = new("--classes") { Description = "Names of the classes: imagenet_class_index.json, or a text file with one per line." };

    private readonly Option<PixelMode?> _preprocessing = new Option<PixelMode?>("--preprocessing")
    {
        Description = "What happens to pixels 0 to 255: none, rescale (x/255), tf, caffe or torch. Default: the application's, or what the summary.json beside the model says; none for networks that begin with a Rescaling of their own; rescale for other Keras files.",
    }.TakesOnly(Enum.GetNames<PixelMode>());

    private readonly Option<int?> _size = NumberOptions.Whole("--size", "Height and width, for models that take any.", minimum: 1, maximum: 8192);

    public void AddTo(Command command, bool withSize = true)
    {
        foreach (Option option in new Option[] { _model, _application, _classes, _preprocessing }) command.Add(option);
        if (withSize) command.Add(_size);
    }

    /// <summary>What was chosen; null when no model was named.</summary>
    public ModelChoice? Choice(ParseResult parsed) => parsed.GetValue(_model) is not { } file ? null : new ModelChoice
    {
        File = PublishedBase.IsMeant(file) ? PublishedBase.Fetch(parsed.GetValue(_application), withTop, Size(parsed), surroundings) : Path.GetFullPath(file),
        Application = parsed.GetValue(_application),
        Classes = parsed.GetValue(_classes) is { } path ? Path.GetFullPath(path) : null,
        Preprocessing = parsed.GetValue(_preprocessing),
        Size = Size(parsed),
    };

    private int? Size(ParseResult parsed) => parsed.CommandResult.Command.Options.Contains(_size) ? parsed.GetValue(_size) : null;
}
