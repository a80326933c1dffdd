using MlNetCnn.Keras;
using MlNetCnn.Onnx;
using MlNetCnn.Tool.Bases;

namespace MlNetCnn.Tool.Models;

/// <summary>A network from a Keras or ONNX file, or an application with the weights of a file.</summary>
/// <param name="Model">The network.</param>
/// <param name="Application">The application, where it is one.</param>
/// <param name="Choice">What it was loaded by.</param>
internal sealed record KerasFile(Model Model, ApplicationInfo? Application, ModelChoice Choice)
{
    /// <summary>Layers that the file had no weights for: theirs are drawn. Empty but for <see cref="LoadFeatures"/>.</summary>
    public IReadOnlyList<string> Untrained { get; private init; } = [];

    /// <summary>Loads the whole network.</summary>
    /// <exception cref="UserErrorException">The file does not exist, or the application is not known.</exception>
    /// <exception cref="ModelFormatException">The file cannot be read, or does not fit.</exception>
    public static KerasFile Load(ModelChoice choice)
    {
        choice.CheckFile();
        if (!IsOfApplication(choice)) return WithItsNetwork(choice);
        var (application, size) = BaseChoice.Choose(choice.Application, choice.File, choice.Size);
        PixelModes.Check(choice, application);
        var fileName = Path.GetFileName(choice.File);
        var withoutTop = fileName.Contains("notop", StringComparison.OrdinalIgnoreCase) || fileName.Contains("no_top", StringComparison.OrdinalIgnoreCase);
        return new KerasFile(application.Create(includeTop: !withoutTop, inputShape: [size, size, 3], weights: choice.File), application, choice);
    }

    /// <summary>
    /// Loads a network for its layers alone: an application without its top, as Keras's <c>include_top=False</c>, whose file need not have the weights of all layers.
    /// </summary>
    /// <param name="choice">The file.</param>
    /// <exception cref="UserErrorException">The file does not exist, or the application is not known.</exception>
    /// <exception cref="ModelFormatException">The file cannot be read, or has nothing that fits.</exception>
    public static KerasFile LoadFeatures(ModelChoice choice)
    {
        choice.CheckFile();
        if (!IsOfApplication(choice)) return WithItsNetwork(choice);
        var (application, size) = BaseChoice.Choose(choice.Application, choice.File, choice.Size);
        PixelModes.Check(choice, application);
        var model = application.Create(includeTop: false, inputShape: [size, size, 3]);
        return new KerasFile(model, application, choice) { Untrained = model.LoadWeights(choice.File, byName: true).Missing };
    }

    /// <summary>What happens to pixels: as asked for, else the application's, else what lies beside the file says, else what the network is known to take, else x/255.</summary>
    public PixelMode Pixels => Choice.Preprocessing ?? (Application is null ? PixelModes.Beside(Choice.File) ?? PixelModes.Of(Model) ?? PixelMode.Rescale : PixelModes.Of(Application.Preprocessing));

    /// <summary>Names of the classes: as asked for, else those beside the file, else those in it; null where there are none.</summary>
    public IReadOnlyList<string>? Names => ClassNames.Of(Choice, Application) ?? NamesInFile;

    /// <summary>Names of the classes that an ONNX file holds.</summary>
    private IReadOnlyList<string>? NamesInFile { get; init; }

    /// <summary>Reads pictures for it.</summary>
    /// <exception cref="UserErrorException">It takes no pictures, or such of any size and none was said.</exception>
    public PictureReader Reader() => new(InputShape(), Pixels);

    /// <summary>Whether a file is told, by an option or by its name, to hold an application's weights.</summary>
    private static bool IsOfApplication(ModelChoice choice) => !choice.IsOnnx && (choice.Application is not null || WeightsFileName.Parse(choice.File) is not null);

    private static KerasFile WithItsNetwork(ModelChoice choice)
    {
        var file = choice.File;
        if (choice.IsOnnx)
        {
            if (choice.Application is not null) throw new UserErrorException($"'{file}' is an ONNX file, which holds its network: leave --application out.");
            var onnx = OnnxModel.Load(file);
            return new KerasFile(onnx.Model, null, choice) { NamesInFile = onnx.ClassNames };
        }

        try
        {
            return new KerasFile(Model.Load(file), null, choice);
        }
        // The library's message is for those who write a program.
        catch (ModelFormatException e) when (e.Reason == ModelFormatReason.WeightsOnly)
        {
            throw new UserErrorException($"'{file}' holds weights without their network; say which it is with --application=NAME, one of {string.Join(", ", Applications.All.Select(a => a.Name))}.", e);
        }
    }

    private Shape InputShape()
    {
        var shape = Model.InputShape;
        if (shape.Rank != 3) return shape;
        if (Choice.Size is { } asked && !(Fits(shape[0], asked) && Fits(shape[1], asked)))
            throw new UserErrorException(FormattableString.Invariant($"--size={asked}: the model takes {shape.ToBatchString()}; --size is for models that take any size."));
        if (shape.IsKnown) return shape;
        if ((Choice.Size ?? Application?.DefaultSize) is not { } pixels) throw new UserErrorException($"The model takes {shape.ToBatchString()}; say with --size how large pictures shall be.");
        return [shape[0] == Shape.Unknown ? pixels : shape[0], shape[1] == Shape.Unknown ? pixels : shape[1], shape[2]];
        static bool Fits(int side, int asked) => side == Shape.Unknown || side == asked;
    }
}
