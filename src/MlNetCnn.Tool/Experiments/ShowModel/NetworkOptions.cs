using System.CommandLine;
using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Onnx;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>The options that choose a network to look at: a file, an application with the weights of a file, or an application as it is built.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<string?> _model = new("--model") { Description = "A model: .keras or .h5 (Keras), .onnx, .zip (ML.NET), or the weights of an application, named by --application or by the file's published name." };

    private readonly Option<string?> _application = new("--application") { Description = "The network that a file of weights belongs to; or, without --model, the network itself, with weights drawn: e.g. vgg16, mobilenet_0.75." };

    private readonly Option<bool> _withoutTop = new("--no-top") { Description = "With --application alone: without its classifier." };

    private readonly Option<int?> _size = NumberOptions.Whole("--size", "With --application: height and width of its pictures. Default: its own.", minimum: 1, maximum: 8192);

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _model, _application, _withoutTop, _size }) command.Add(option);
    }

    /// <summary>Loads or builds it.</summary>
    /// <exception cref="UserErrorException">Neither is named, the file does not exist or has no network, or there is no such application; the message says what to do.</exception>
    /// <exception cref="ModelFormatException">The file cannot be read, or does not fit.</exception>
    public Model Load(ParseResult parsed)
    {
        var (file, application, size) = (parsed.GetValue(_model), parsed.GetValue(_application), parsed.GetValue(_size));
        if (file is null) return Build(application ?? throw new UserErrorException("Say which network with --model=FILE or --application=NAME."), parsed.GetValue(_withoutTop), size);
        var choice = new ModelChoice { File = Path.GetFullPath(file), Application = application, Size = size };
        choice.CheckFile();
        return choice.IsZip ? OfZip(choice) : KerasFile.Load(choice).Model;
    }

    /// <summary>What the training of a loaded network goes on from; null where the file holds none, or holds weights alone.</summary>
    /// <exception cref="ModelFormatException">It is damaged.</exception>
    public SavedTraining? TrainingOf(ParseResult parsed, Model model)
    {
        if (parsed.GetValue(_model) is not { } file || parsed.GetValue(_application) is not null) return null;
        var choice = new ModelChoice { File = Path.GetFullPath(file) };
        if (choice.IsZip || choice.IsOnnx) return null;
        using var stream = File.OpenRead(choice.File);
        return SavedTrainingFiles.ReadTraining(stream, choice.File, model);
    }

    /// <summary>The ML.NET model that was named, full path; null for anything else.</summary>
    /// <exception cref="UserErrorException">It does not exist, or Keras's options stand beside it.</exception>
    public string? PipelineFile(ParseResult parsed)
    {
        if (parsed.GetValue(_model) is not { } file || new ModelChoice { File = Path.GetFullPath(file), Application = parsed.GetValue(_application), Size = parsed.GetValue(_size) } is not { IsZip: true } choice) return null;
        choice.CheckFile();
        NetworkLoader.RefuseKerasOptions(choice);
        return choice.File;
    }

    /// <summary>Names of the classes that lie beside a model file, or in an ONNX file; null where there are none.</summary>
    public IReadOnlyList<string>? ClassNamesOf(ParseResult parsed)
    {
        if (parsed.GetValue(_model) is not { } file) return null;
        var application = parsed.GetValue(_application) ?? WeightsFileName.Parse(file)?.Application;
        var choice = new ModelChoice { File = Path.GetFullPath(file) };
        return ClassNames.Of(choice, application is null ? null : Applications.All.FirstOrDefault(a => a.Name.Equals(application, StringComparison.OrdinalIgnoreCase)))
            ?? (choice.IsOnnx ? OnnxModel.Load(choice.File).ClassNames : null);
    }

    /// <summary>A name for files made of it: the model file's, else the application's.</summary>
    public string NameOf(ParseResult parsed)
    {
        if (parsed.GetValue(_model) is not { } file) return parsed.GetValue(_application)!.ToLowerInvariant();
        var name = Path.GetFileNameWithoutExtension(file);
        return name.EndsWith(".weights", StringComparison.OrdinalIgnoreCase) ? name[..^8] : name;
    }

    private static Model OfZip(ModelChoice choice)
    {
        NetworkLoader.RefuseKerasOptions(choice);
        var pipeline = new MLContext().Cnn.LoadModel(choice.File);
        using var disposable = pipeline as IDisposable;
        return Wish.Of(() => FittedNetwork.Of(pipeline)).Model;
    }

    private static Model Build(string name, bool withoutTop, int? size)
    {
        var application = Applications.All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserErrorException($"There is no application '{name}'; there are {string.Join(", ", Applications.All.Select(a => a.Name))}.");
        return Wish.Of(() => application.Create(includeTop: !withoutTop, inputShape: size is { } pixels ? [pixels, pixels, 3] : null));
    }
}
