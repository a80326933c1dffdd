using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>
/// What a layer's filters respond to (Keras book, section 5.4.2; Erhan et al. 2009, "Visualizing Higher-Layer Features of a Deep Network"): from grey noise, gradient ascent of a filter's
/// mean activation over the picture.
/// </summary>
public static class FilterPatterns
{
    /// <summary>Filters of a layer that are looked at unless told otherwise: the first 64, an 8 x 8 grid.</summary>
    public const int DefaultCount = 64;

    /// <summary>Finds the patterns of filters.</summary>
    /// <param name="model">A model of one input, a picture of 1 or 3 channels.</param>
    /// <param name="layer">The layer: its name, also of one inside a nested model, or its path. Its output's channels are the filters (of a dense layer its units).</param>
    /// <param name="filters">Their numbers, from 0; null for the first <see cref="DefaultCount"/>.</param>
    /// <param name="options">Null for the book's recipe.</param>
    /// <param name="progress">Told after every step of a batch.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <returns>One pattern per filter, in that order.</returns>
    /// <exception cref="ArgumentException">
    /// There is no such layer (the message lists the nearest), the options are wrong, or the network up to the layer does not take pictures of that size.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The layer has no such filter.</exception>
    /// <exception cref="NotSupportedException">The engine has no gradient for a layer on the way.</exception>
    /// <exception cref="InvalidOperationException">An activation or its gradient is not finite: the network's weights are not.</exception>
    public static IReadOnlyList<FilterPattern> Of(
        Model model, string layer, IReadOnlyList<int>? filters = null, FilterPatternOptions? options = null, IProgress<FilterPatternProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(layer);
        options ??= new FilterPatternOptions();
        options.Validate();
        // What the part ends with; of the names on the way to it the last is left.
        var name = model.PathOf(layer).Split('/')[^1];
        using var network = Network(model, layer, options);
        var pictures = new AscentPictures(network, options);
        var target = network.Layers.LastOrDefault(l => l.Path.Split('/')[^1] == name)
            ?? throw new ArgumentException($"The layer '{layer}' is the input or a model: it has no filters of its own. Name a layer inside it.", nameof(layer));
        filters ??= [.. Enumerable.Range(0, Math.Min(DefaultCount, target.Channels))];
        foreach (var filter in filters)
            if (filter < 0 || filter >= target.Channels) throw new ArgumentOutOfRangeException(nameof(filters), filter, $"The layer '{target.Path}' has {target.Channels} filters, 0 to {target.Channels - 1}.");
        var found = new List<FilterPattern>();
        var total = (long)options.Steps * filters.Count;
        foreach (var batch in filters.Chunk(options.BatchSize))
        {
            var done = (long)found.Count * options.Steps;
            var ascent = new FilterAscent(network, target, pictures, options, batch);
            found.AddRange(ascent.Run(step => progress?.Report(new FilterPatternProgress(done + (long)step * batch.Length, total)), cancellation));
        }

        return found;
    }

    private static ExplainedModel Network(Model model, string layer, FilterPatternOptions options)
    {
        if (model.Inputs.Count != 1 || model.InputShape.Rank != 3) throw new ArgumentException($"Models of one input, a picture, have filter patterns; '{model.Name}' takes {string.Join(", ", model.Inputs.Select(i => i.Shape.ToBatchString()))}.", nameof(model));
        var own = model.InputShape;
        // Whichever dimension counts the channels stays.
        Shape size = FeatureLayers.FormatOf(model) == Keras.Layers.DataFormat.ChannelsFirst ? [own[0], options.Size, options.Size] : [options.Size, options.Size, own[2]];
        Model part;
        try
        {
            part = model.UpTo(layer, size);
        }
        catch (ArgumentException e) when (e.ParamName == "input")
        {
            throw new ArgumentException($"Patterns of {options.Size} x {options.Size} pixels: {e.Message} Set {nameof(FilterPatternOptions)}.{nameof(FilterPatternOptions.Size)} to another, e.g. the network's own ({own.ToBatchString()}).", nameof(options), e);
        }

        return new ExplainedModel(part, new ExplainedModelOptions { Engine = options.Engine, Threads = options.Threads });
    }
}
