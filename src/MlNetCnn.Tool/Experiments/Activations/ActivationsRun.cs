using MlNetCnn.Explain;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Activations;

/// <summary>Runs a picture through a network and writes what its layers make of it.</summary>
internal static class ActivationsRun
{
    public static void Run(ActivationsSettings settings, IDisplay display, CancellationToken cancellation)
    {
        var (loaded, file) = NetworkLoader.LoadForLayers(settings.Model, settings.Layers, settings.Engine, settings.Threads);
        using var network = loaded;
        var layers = settings.Layers is { } names ? LayerChoice.Of(names, network.Model) : Own(LayerChoice.Trained(ShownLayers.Of(network.Model), file), network);
        LayerChoice.RequireTrained(layers, file, network.Model);
        CheckChannel(settings.Channel, layers);
        using var folder = new RunFolder(settings.Output);
        display.Line(network.ToString());
        var picture = network.Show(settings.Image);
        cancellation.ThrowIfCancellationRequested();
        var found = Wish.Of(() => LayerActivations.Of(network.Model, network.Read(settings.Image), [.. layers.Select(l => l.Path)], cancellation));
        var results = new ActivationsResults(settings, network, picture, found);
        results.Write(folder);
        foreach (var activation in found) display.Line(InWords(activation));
        display.Line($"Report, pictures and arrays of {found.Count} layers: {folder.Path}");
    }

    /// <summary>What a layer made of the picture, in a line.</summary>
    public static string InWords(LayerActivation activation) => FormattableString.Invariant(
        $"{activation.Layer.Path} {activation.Layer.Shape.ToBatchString()}: {activation.Layer.Channels} {(activation.Layer.IsSpatial ? "channels" : "units")}, {activation.DeadChannels(0).Count} dead");

    private static IReadOnlyList<FeatureLayer> Own(IReadOnlyList<FeatureLayer> shown, LookedIntoNetwork network)
    {
        const int most = ActivationsSettings.MostLayers;
        if (shown.Count == 0) throw new UserErrorException($"The network in '{network.File}' has no convolution or pooling whose output has more than one position; name layers with --layer.");
        return shown.Count <= most ? shown : [.. Enumerable.Range(0, most).Select(i => shown[(int)Math.Round((double)i * (shown.Count - 1) / (most - 1))])];
    }

    private static void CheckChannel(int? channel, IReadOnlyList<FeatureLayer> layers)
    {
        if (channel is not { } asked) return;
        if (layers.FirstOrDefault(l => asked >= l.Channels) is { } small)
            throw new UserErrorException(FormattableString.Invariant($"--channel={asked}: the layer '{small.Path}' has {small.Channels} channels, 0 to {small.Channels - 1}; name layers with --layer."));
    }
}
