using Microsoft.ML;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>Loads a network from any model file in order to look into it.</summary>
internal static class NetworkLoader
{
    /// <summary>Loads it whole, to be asked about pictures.</summary>
    /// <param name="choice">The file.</param>
    /// <param name="engine">The engine's name.</param>
    /// <param name="threads">Threads at most.</param>
    /// <exception cref="UserErrorException">The file does not exist, or its network cannot be looked into; the message says why.</exception>
    /// <exception cref="ModelFormatException">The file cannot be read.</exception>
    public static LookedIntoNetwork Load(ModelChoice choice, string engine, int threads) => choice.IsZip ? OfZip(choice, engine, threads) : Of(Whole(choice), engine, threads);

    /// <summary>Loads it for its layers alone: an application without its top, unless a layer of that is asked for, and perhaps without the weights of all its layers.</summary>
    /// <param name="choice">The file.</param>
    /// <param name="layers">Names of layers parted by commas; null for any.</param>
    /// <param name="engine">The engine's name.</param>
    /// <param name="threads">Threads at most.</param>
    /// <returns>The network, and the Keras file that it is from; null for a zip's.</returns>
    /// <exception cref="UserErrorException">The file does not exist, or its network cannot be looked into; the message says why.</exception>
    /// <exception cref="ModelFormatException">The file cannot be read.</exception>
    public static (LookedIntoNetwork Network, KerasFile? File) LoadForLayers(ModelChoice choice, string? layers, string engine, int threads)
    {
        if (choice.IsZip) return (OfZip(choice, engine, threads), null);
        var file = KerasFile.LoadFeatures(choice);
        if (file is { Application: not null, Untrained.Count: 0 } && layers?.Split(',', StringSplitOptions.TrimEntries).Any(l => file.Model.Layers.All(known => known.Name != l)) == true)
            file = Whole(choice);
        return (Of(file, engine, threads), file);
    }

    /// <summary>The network of a Keras file.</summary>
    /// <exception cref="UserErrorException">It cannot be looked into; the message says why.</exception>
    public static LookedIntoNetwork Of(KerasFile file, string engine, int threads)
    {
        RequireOneOfEach(file.Model, file.Choice.File);
        var reader = file.Reader();
        return Checked(new LookedIntoNetwork(file.Choice.File, Explained(file.Model, reader.Shape, engine, threads), reader, file.Names, file.Application?.Name), file.Choice);
    }

    /// <summary>A network as it is explained, for pictures of a size.</summary>
    public static ExplainedModel Explained(Model model, Shape picture, string engine, int threads) => Wish.Of(() =>
        new ExplainedModel(model, new ExplainedModelOptions { Engine = Engines.ByName(engine), InputShape = picture, Threads = threads }));

    /// <summary>Refuses networks of several inputs or outputs.</summary>
    public static void RequireOneOfEach(Model model, string file)
    {
        if (model.Inputs.Count != 1 || model.Outputs.Count != 1)
            throw new UserErrorException($"The network in '{file}' has {Count(model.Inputs.Count, "input")} and {Count(model.Outputs.Count, "output")}; such of one input and one output are looked into.");
    }

    /// <summary>Refuses options that a pipeline leaves no choice of.</summary>
    public static void RefuseKerasOptions(ModelChoice choice)
    {
        if (choice is { Application: not null } or { Preprocessing: not null } or { Size: not null })
            throw new UserErrorException("A .zip holds its whole pipeline; --application, --preprocessing and --size are for Keras files.");
    }

    private static KerasFile Whole(ModelChoice choice)
    {
        try
        {
            return KerasFile.Load(choice);
        }
        // (A file that cannot be read for its layers alone either fails in the filter, which then lets the first error pass.)
        catch (ModelFormatException e) when (KerasFile.LoadFeatures(choice).Untrained.Count > 0)
        {
            throw new UserErrorException($"'{choice.File}' has no weights for {string.Join(", ", KerasFile.LoadFeatures(choice).Untrained)}; a picture is explained by a whole network. activations and filter-patterns show the layers that are there.", e);
        }
    }

    private static LookedIntoNetwork OfZip(ModelChoice choice, string engine, int threads)
    {
        choice.CheckFile();
        RefuseKerasOptions(choice);
        var pipeline = new MLContext().Cnn.LoadModel(choice.File);
        using var disposable = pipeline as IDisposable;
        var network = Wish.Of(() => FittedNetwork.Of(pipeline));
        RequireOneOfEach(network.Model, choice.File);
        var pictures = new PipelinePictures(pipeline, network, choice.File);
        // A pipeline of one sigmoid knows its classes as False and True alone; the file beside it has their names.
        var names = choice.Classes is not null || network.ClassNames is null or ["False", "True"] ? ClassNames.Of(choice, null) ?? network.ClassNames : network.ClassNames;
        return Checked(new LookedIntoNetwork(choice.File, Explained(network.Model, pictures.Shape, engine, threads), pictures, names, null), choice);
    }

    private static LookedIntoNetwork Checked(LookedIntoNetwork network, ModelChoice choice)
    {
        if (network.Output == OutputKind.Number)
        {
            if (choice.Classes is not null) throw new UserErrorException($"The network in '{network.File}' ends in one number that is no probability: it has no classes for --classes to name.");
            return network with { ClassNames = null };
        }

        // Without its top a network has features, which have no names.
        if (network.Output == OutputKind.Scores && network.Model.OutputShape.Rank > 1 && choice.Classes is null) return network with { ClassNames = null };
        ClassNames.Check(network.ClassNames, OutputKinds.ClassCount(network.Model.OutputShape), choice.Classes ?? choice.File);
        return network;
    }

    private static string Count(int count, string what) => FormattableString.Invariant($"{count} {what}{(count == 1 ? "" : "s")}");
}
