using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Arrays;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.FilterPatterns;

/// <summary>What filters respond to, and how it is written: a grid and an array of each layer, the activations while they rose, report.html, summary.json.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Source">The network.</param>
/// <param name="Options">The recipe.</param>
/// <param name="Layers">What was found.</param>
internal sealed record FilterPatternsResults(FilterPatternsSettings Settings, PatternSource Source, FilterPatternOptions Options, IReadOnlyList<LayerPatterns> Layers)
{
    private const string About = "The picture that each filter of a layer responds to most, by gradient ascent from grey noise: section 5.4.2 of the Keras book. Filters that nothing moves are crossed out.";

    /// <summary>Writes all of it.</summary>
    public void Write(RunFolder folder)
    {
        // Where there is a summary, there is everything that belongs to it.
        File.Delete(folder.File(Summary.FileName));
        List<(ImageGrid Grid, LineChart? Rise)> figures = [.. Layers.Select(l => (Grid(l), l.Alive.Count > 0 && Options.Steps > 0 ? Rise(l) : null))];
        foreach (var (layer, (grid, rise)) in Layers.Zip(figures))
        {
            var name = FileNames.Of(layer.Layer);
            Save(name, grid);
            if (rise is not null) Save(name + "-activation", rise);
            var levels = layer.Patterns[0].Levels;
            NpyFile.Write(folder.File(name + ".npy"), new NpyArray([layer.Patterns.Count, levels.Height, levels.Width, levels.Channels], [.. layer.Patterns.SelectMany(p => p.Levels.Pixels.ToArray())]));
        }

        AtomicFile.WriteAllText(folder.File("report.html"), Report(figures).ToHtml());
        Summarize().Save(folder.File(Summary.FileName));

        void Save(string name, IFigure figure) => AtomicFile.Write(folder.File(name + ".png"), stream => stream.Write(figure.ToPng()));
    }

    private static ImageGrid Grid(LayerPatterns layer) => ImageGrid.OfPatterns(
        layer.Layer.Path,
        layer.Patterns.Select(p => p.ToImage()),
        layer.Patterns.Index().Where(p => p.Item.IsDead).Select(p => p.Index),
        string.Create(CultureInfo.InvariantCulture, $"{(layer.Patterns.Count < layer.Layer.Channels ? "the first " : "")}{layer.Patterns.Count} of {layer.Layer.Channels} filters"));

    private static LineChart Rise(LayerPatterns layer) => new(
        $"{layer.Layer.Path}: mean activation of a filter on its picture",
        "Step",
        "Activation",
        [
            Line("nine tenths below", layer.Quantile(0.9), PaletteColour.SkyBlue),
            Line("median", layer.Quantile(0.5), PaletteColour.Blue),
            Line("one tenth below", layer.Quantile(0.1), PaletteColour.Vermilion),
        ]);

    private static LineSeries Line(string name, IEnumerable<double> values, PaletteColour colour)
    {
        var y = values.ToArray();
        return new LineSeries(name, Enumerable.Range(0, y.Length).Select(step => (double)step), y, SeriesStyle.Line, colour);
    }

    private HtmlReport Report(List<(ImageGrid Grid, LineChart? Rise)> figures) => new(
        Settings.Experiment,
        [
            .. Layers.Zip(figures, (layer, f) => new FigureSection(layer.Layer.Path, f.Rise is null ? [f.Grid] : [f.Grid, f.Rise], layer.InWords())),
            new SummarySection("Settings", Recipe(Settings, Options)),
            new TextSection("Network", Source.Model.Summary(), preformatted: true),
        ],
        About);

    private static IEnumerable<KeyValuePair<string, string>> Recipe(FilterPatternsSettings settings, FilterPatternOptions options) =>
    [
        new("Model", settings.Model.File),
        new("Recipe", settings.Regularised ? "regularised" : "the book's"),
        new("Size", string.Create(CultureInfo.InvariantCulture, $"{options.Size} x {options.Size} pixels")),
        new("Steps", string.Create(CultureInfo.InvariantCulture, $"{options.Steps} of {options.StepSize} levels")),
        new("Jitter, rotation", string.Create(CultureInfo.InvariantCulture, $"{options.Jitter} pixels, {options.Rotation} degrees")),
        new("Total variation, norm", string.Create(CultureInfo.InvariantCulture, $"{options.TotalVariation}, {options.Norm}")),
        new("Preprocessing", string.Create(CultureInfo.InvariantCulture, $"{options.Preprocessing.ToString().ToLowerInvariant()}{(options.Rescale == 1 ? "" : $", times {options.Rescale}")}")),
        new("Seed", string.Create(CultureInfo.InvariantCulture, $"{options.Seed}")),
        new("Engine", settings.Engine),
    ];

    private Summary Summarize() => new()
    {
        ["experiment"] = Settings.Experiment,
        ["model"] = Settings.Model.File,
        ["application"] = Source.File?.Application?.Name,
        ["regularised"] = Settings.Regularised,
        ["size"] = Options.Size,
        ["steps"] = Options.Steps,
        ["seed"] = Options.Seed,
        ["preprocessing"] = Options.Preprocessing.ToString().ToLowerInvariant(),
        ["rescale"] = Options.Rescale,
        ["engine"] = Settings.Engine,
        ["layers"] = new JsonArray([.. Layers.Select(l => (JsonNode)new JsonObject
        {
            ["layer"] = l.Layer.Path,
            ["channels"] = l.Layer.Channels,
            ["dead"] = Summary.List(l.Dead),
            ["risenThreefold"] = l.RisenCount,
            ["array"] = FileNames.Of(l.Layer) + ".npy",
            ["filters"] = new JsonArray([.. l.Patterns.Select(p => (JsonNode)new JsonObject { ["filter"] = p.Filter, ["start"] = p.Start, ["final"] = p.Final, ["dead"] = p.IsDead })]),
        })]),
    };
}
