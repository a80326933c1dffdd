using Microsoft.ML;
using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary>The network of a fitted pipeline as one model, from the column of pictures to the classes: what is explained, and what <c>Model.Save</c> can write as a .keras file.</summary>
public sealed class FittedNetwork
{
    private FittedNetwork(Model model, string imageColumnName) => (Model, ImageColumnName) = (model, imageColumnName);

    /// <summary>
    /// The network. Of <c>ConvNet</c> and <c>ApplyModel</c> it is their own; of <c>ExtractFeatures</c> with <c>Dense</c> behind it a new one, with copies of both's weights: the base up to its
    /// layer, <c>Flatten</c> where the features were flattened, and the classifier as a nested model.
    /// </summary>
    public Model Model { get; }

    /// <summary>The column of pictures that it takes.</summary>
    public string ImageColumnName { get; }

    /// <summary>What is done to the pixels of that column before they enter the network; None where another component of the pipeline has done it.</summary>
    public Preprocessing Preprocessing { get; private init; } = Preprocessing.None;

    /// <summary>What the pixels are multiplied with after <see cref="Preprocessing"/>.</summary>
    public float Rescale { get; private init; } = 1;

    /// <summary>Names of the classes by index, in the order of the label's keys (False and True of a Boolean label); null where nobody has named them.</summary>
    public IReadOnlyList<string>? ClassNames { get; private init; }

    /// <summary>Finds the network in a fitted pipeline, also one that was loaded from a model zip: the last ConvNet, Dense or ApplyModel there is.</summary>
    /// <param name="fitted">The transformer itself, or a chain that holds it.</param>
    /// <exception cref="ArgumentException">There is none; or the features of a Dense are not those that an ExtractFeatures before it made.</exception>
    public static FittedNetwork Of(ITransformer fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        List<ITransformer> links = [.. LinksOf(fitted)];
        var last = links.FindLastIndex(t => t is ConvNetTransformer or DenseTransformer or ApplyModelTransformer);
        return last < 0
            ? throw new ArgumentException($"There is no fitted ConvNet, Dense or ApplyModel in it; it holds: {string.Join(", ", links.Select(t => t.GetType().Name))}.", nameof(fitted))
            : links[last] switch
            {
                ConvNetTransformer net => new FittedNetwork(net.Model, net.ImageColumnName) { Preprocessing = net.Preprocessing, Rescale = net.Rescale, ClassNames = net.ClassNames },
                ApplyModelTransformer apply => new FittedNetwork(apply.Model, apply.Options.InputColumnName) { ClassNames = apply.Options.ClassNames },
                _ => OfFeatures(links, last),
            };
    }

    /// <summary>Settings with what the pipeline knows filled in.</summary>
    /// <exception cref="ArgumentException">They say otherwise.</exception>
    internal T Complete<T>(T options, string wantedBy)
        where T : ExplanationOptions
    {
        if (options.Preprocessing != Preprocessing.None && options.Preprocessing != Preprocessing)
            throw new ArgumentException($"{wantedBy}: the fitted network takes its pixels with the preprocessing {Preprocessing}, not {options.Preprocessing}.", nameof(options));
        if (options.Rescale != 1 && options.Rescale != Rescale)
            throw new ArgumentException(FormattableString.Invariant($"{wantedBy}: the fitted network takes its pixels times {Rescale}, not {options.Rescale}."), nameof(options));
        return options with { InputColumnName = options.InputColumnName ?? ImageColumnName, Preprocessing = Preprocessing, Rescale = Rescale };
    }

    private static FittedNetwork OfFeatures(List<ITransformer> links, int index)
    {
        var head = (DenseTransformer)links[index];
        var column = head.FeatureColumnName;
        var first = links.FindLastIndex(index, t => t is ExtractFeaturesTransformer features && features.Options.OutputColumnName == column);
        if (first < 0)
            throw new ArgumentException($"The fitted Dense reads the column '{column}', which no ExtractFeatures before it makes: there is no network from pictures to classes to be explained.", "fitted");
        if (links[(first + 1)..index].Find(link => !FeatureColumn.IsKeptBy(link, column, head.Model.InputShape)) is { } between)
        {
            throw new ArgumentException(
                $"{between.GetType().Name} stands between ExtractFeatures and Dense and changes the column '{column}', or may do so: the two then make no network together. Put it before ExtractFeatures if it does not.", "fitted");
        }

        var extract = (ExtractFeaturesTransformer)links[first];
        return new FittedNetwork(JoinedNetwork.Of(extract.Model, extract.Options.Layer, head.Model), extract.Options.InputColumnName) { ClassNames = head.ClassNames };
    }

    private static IEnumerable<ITransformer> LinksOf(ITransformer transformer) => transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(LinksOf) : [transformer];
}
