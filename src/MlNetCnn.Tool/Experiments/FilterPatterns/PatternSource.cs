using Microsoft.ML;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.FilterPatterns;

/// <summary>A network whose filters are looked at, and how levels 0 to 255 enter it.</summary>
/// <param name="Model">The network.</param>
/// <param name="File">The Keras file that it is from; null for a zip's.</param>
/// <param name="Preprocessing">What happens to levels.</param>
/// <param name="Rescale">What they are multiplied with then.</param>
internal sealed record PatternSource(Model Model, KerasFile? File, Preprocessing Preprocessing, float Rescale)
{
    /// <summary>Loads it.</summary>
    /// <exception cref="UserErrorException">The file does not exist, or its network cannot be looked into; the message says why.</exception>
    /// <exception cref="ModelFormatException">The file cannot be read.</exception>
    public static PatternSource Load(FilterPatternsSettings settings)
    {
        var choice = settings.Model;
        choice.CheckFile();
        var source = choice.IsZip ? OfZip(choice) : OfKerasFile(KerasFile.LoadFeatures(choice with { Size = settings.Size }));
        NetworkLoader.RequireOneOfEach(source.Model, choice.File);
        return source;
    }

    /// <summary>Its layers, for choosing among them.</summary>
    public IReadOnlyList<FeatureLayer> Layers(FilterPatternsSettings settings)
    {
        var own = Model.InputShape;
        Shape shape = own.Rank == 3 ? [Known(own[0], settings.Size), Known(own[1], settings.Size), own[2]] : own;
        using var model = NetworkLoader.Explained(Model, shape, settings.Engine, settings.Threads);
        IReadOnlyList<FeatureLayer> convolutions = LayerChoice.Trained(ShownLayers.Convolutions(model), File);
        if (settings.Layers is null && convolutions.Count == 0) throw new UserErrorException($"The network in '{settings.Model.File}' has no convolution; name layers with --layer.");
        IReadOnlyList<FeatureLayer> layers = settings.Layers is { } names ? LayerChoice.Of(names, model) : [convolutions[convolutions.Count / 2]];
        LayerChoice.RequireTrained(layers, File, model);
        return layers;
    }

    // The book gives VGG16 noise as it is, neither centred nor in another order of colours: --preprocessing=none. Centred, noise is grey to the network, too, and every filter has far to rise.
    private static PatternSource OfKerasFile(KerasFile file) => file.Pixels switch
    {
        PixelMode.Rescale => new PatternSource(file.Model, file, Preprocessing.None, 1 / 255f),
        PixelMode.Tf => new PatternSource(file.Model, file, Preprocessing.Tf, 1),
        PixelMode.Torch => new PatternSource(file.Model, file, Preprocessing.Torch, 1),
        PixelMode.Caffe => new PatternSource(file.Model, file, Preprocessing.Caffe, 1),
        _ => new PatternSource(file.Model, file, Preprocessing.None, 1),
    };

    private static PatternSource OfZip(ModelChoice choice)
    {
        NetworkLoader.RefuseKerasOptions(choice);
        var pipeline = new MLContext().Cnn.LoadModel(choice.File);
        using var disposable = pipeline as IDisposable;
        var network = Wish.Of(() => FittedNetwork.Of(pipeline));
        var links = PipelinePictures.LinksOf(pipeline).ToList();
        var mode = network.Preprocessing == Preprocessing.None ? links.OfType<PreprocessInputTransformer>().FirstOrDefault()?.Options.Mode ?? Preprocessing.None : network.Preprocessing;
        var scale = network.Rescale;
        foreach (var rescale in links.OfType<RescaleTransformer>().Select(r => r.Options).Where(r => r.OutputColumnName == network.ImageColumnName))
        {
            if (rescale.Offset == 0) scale *= rescale.Scale;
            else if (mode == Preprocessing.None && rescale.Offset == -1 && Math.Abs(rescale.Scale * 127.5f - 1) < 1e-6f) mode = Preprocessing.Tf;
            else throw new UserErrorException(FormattableString.Invariant($"The pipeline in '{choice.File}' takes pixels times {rescale.Scale} plus {rescale.Offset}, which patterns cannot; its network lies in the zip as a .keras archive, which can be looked at by itself."));
        }

        return new PatternSource(network.Model, null, mode, scale);
    }

    private static int Known(int dimension, int size) => dimension == Shape.Unknown ? size : dimension;
}
