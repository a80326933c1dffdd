using System.Text.Json.Nodes;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Arrays;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Activations;

/// <summary>What layers made of a picture, and how it is written: a grid and an array of each, a plate of one channel where one was asked for, report.html, summary.json.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Network">The network.</param>
/// <param name="Picture">The picture as it is.</param>
/// <param name="Layers">What the layers made of it.</param>
internal sealed record ActivationsResults(ActivationsSettings Settings, LookedIntoNetwork Network, Image Picture, IReadOnlyList<LayerActivation> Layers)
{
    private const int LargestTile = 128, LargestCell = 512;

    private const string About = "What the layers of a network make of a picture, channel by channel: section 5.4.1 of the Keras book. Each channel has its own scale; dead ones are crossed out.";

    /// <summary>Writes all of it.</summary>
    public void Write(RunFolder folder)
    {
        // All that may be refused comes before the first file.
        var grids = Wish.Of(() => Layers.Where(l => l.Layer.IsSpatial).ToDictionary(l => l.Layer.Path, Grid));
        var channel = Settings.Channel is { } number ? Wish.Of(() => Channel(number)) : null;
        var report = Report(grids, channel).ToHtml();

        // Where there is a summary, there is everything that belongs to it.
        File.Delete(folder.File(Summary.FileName));
        foreach (var layer in Layers)
        {
            NpyFile.Write(folder.File(FileNames.Of(layer.Layer) + ".npy"), new NpyArray([.. layer.Layer.Shape], layer.Values.Span.ToArray()));
            if (grids.TryGetValue(layer.Layer.Path, out var grid)) Save(FileNames.Of(layer.Layer), grid);
        }

        if (channel is not null) Save(FormattableString.Invariant($"channel-{Settings.Channel}"), channel);
        AtomicFile.WriteAllText(folder.File("report.html"), report);
        Summarize().Save(folder.File(Summary.FileName));

        void Save(string name, IFigure figure) => AtomicFile.Write(folder.File(name + ".png"), stream => stream.Write(figure.ToPng()));
    }

    private static ImageGrid Grid(LayerActivation layer) => ImageGrid.OfActivations(layer.Layer.Path, Shape(layer.Layer), layer.ToImages(0).Select(i => Within(i, LargestTile)), layer.DeadChannels(0));

    // A figure shows each about half as large: the page stays small, whatever the size of the photo.
    private static Image Within(Image image, int largest) => Math.Max(image.Height, image.Width) is var larger && larger <= largest
        ? image
        : image.Resize(Math.Max(1, image.Height * largest / larger), Math.Max(1, image.Width * largest / larger), Resampling.Bilinear);

    private static string Shape(FeatureLayer layer) => string.Join(" x ", layer.Shape.Select(d => FormattableString.Invariant($"{d}")));

    private PicturePlate Channel(int number) => new(
        FormattableString.Invariant($"Channel {number}"),
        [
            new PictureCell(Within(Picture, LargestCell), Path.GetFileName(Settings.Image)),
            .. Layers.Where(l => l.Layer.IsSpatial).Select(l => new PictureCell(Within(l.ToImage(0, number), LargestCell), $"{l.Layer.Path}\n{Shape(l.Layer)}{(l.DeadChannels(0).Contains(number) ? ", dead" : "")}")),
        ]);

    private HtmlReport Report(Dictionary<string, ImageGrid> grids, PicturePlate? channel) => new(
        Settings.Experiment,
        [
            new FigureSection("", [channel ?? new PicturePlate("", [new PictureCell(Within(Picture, LargestCell), Path.GetFileName(Settings.Image))])]),
            .. Layers.Select(l => grids.TryGetValue(l.Layer.Path, out var grid) ? (ReportSection)new FigureSection("", [grid]) : new TextSection(l.Layer.Path, ActivationsRun.InWords(l))),
            new SummarySection("Layers", Layers.Select(l => KeyValuePair.Create(l.Layer.Path, ActivationsRun.InWords(l)))),
            new SummarySection("Settings", [new("Model", Network.File), new("Pictures", $"{Network.Pictures.Shape.ToBatchString()}, preprocessing {Network.Pictures.Preprocessing}"), new("Engine", Settings.Engine)]),
            new TextSection("Network", Network.Model.Model.Summary(), preformatted: true),
        ],
        About);

    private Summary Summarize() => new()
    {
        ["experiment"] = Settings.Experiment,
        ["model"] = Network.File,
        ["application"] = Network.Application,
        ["picture"] = Settings.Image,
        ["preprocessing"] = Network.Pictures.Preprocessing,
        ["engine"] = Settings.Engine,
        ["layers"] = new JsonArray([.. Layers.Select(l => (JsonNode)new JsonObject
        {
            ["layer"] = l.Layer.Path,
            ["type"] = l.Layer.Layer.ClassName,
            ["shape"] = Summary.List(l.Layer.Shape),
            ["channels"] = l.Layer.Channels,
            ["deadChannels"] = Summary.List(l.DeadChannels(0)),
            ["array"] = FileNames.Of(l.Layer) + ".npy",
        })]),
    };
}
