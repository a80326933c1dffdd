using System.Globalization;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Models;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.WeightStatistics;

/// <summary>Loads the model, draws an untrained one beside it, writes the figures.</summary>
internal static class WeightStatisticsRun
{
    public static void Run(ModelChoice choice, string? layer, string output, int seed, IDisplay display)
    {
        var file = choice.File;
        var model = KerasFile.Load(choice).Model;
        var kernels = KernelStatistics.Of(model);
        var untrained = KernelStatistics.Of(KernelStatistics.Untrained(model, seed));
        var index = Find(kernels, layer, file);
        var (trained, drawn) = (kernels[index], untrained[index]);

        using var folder = new RunFolder(output);
        // Where there is a summary, there is everything that belongs to it.
        File.Delete(folder.File(Summary.FileName));
        List<(string Name, IFigure Figure)> figures =
        [
            ("trained", new Histogram($"{trained.Path}, trained", "weight", Numbers(trained))),
            ("untrained", new Histogram($"{drawn.Path}, untrained", "weight", Numbers(drawn))),
            ("both", new HistogramComparison(trained.Path, "weight", "trained", Numbers(trained), "untrained", Numbers(drawn))),
        ];
        if (trained.IsConvolution) figures.Add(("kernels", Kernels(trained)));
        foreach (var (name, figure) in figures)
        {
            AtomicFile.WriteAllText(folder.File(name + ".svg"), figure.ToSvg());
            AtomicFile.Write(folder.File(name + ".png"), stream => stream.Write(figure.ToPng()));
        }

        AtomicFile.WriteAllText(folder.File("report.html"), Report(file, model, kernels, untrained, figures).ToHtml());
        Summarize(file, model, trained, drawn, seed).Save(folder.File(Summary.FileName));
        display.Line($"{trained.Path}: kernel {trained.Shape}, {InWords(trained)}");
        display.Line($"{drawn.Path}, untrained: {InWords(drawn)}");
        display.Line($"Report, histograms and kernels: {folder.Path}");
    }

    private static int Find(IReadOnlyList<KernelStatistics> kernels, string? layer, string file)
    {
        if (kernels.Count == 0) throw new UserErrorException($"'{file}' has no layer with a kernel.");
        if (layer is null) return Math.Max(0, kernels.ToList().FindIndex(k => k.IsConvolution));
        var index = kernels.ToList().FindIndex(k => k.Path == layer);
        if (index < 0) index = kernels.ToList().FindIndex(k => k.Layer.Name == layer);
        return index >= 0 ? index : throw new UserErrorException($"'{file}' has no layer '{layer}' with a kernel; there are {string.Join(", ", kernels.Select(k => k.Path))}.");
    }

    private static ImageGrid Kernels(KernelStatistics layer) =>
        ImageGrid.OfKernels($"Kernels of {layer.Path}", layer.Values.Span, layer.Shape[0], layer.Shape[1], layer.Shape[2], layer.Shape[3]);

    private static HtmlReport Report(
        string file, Model model, IReadOnlyList<KernelStatistics> kernels, IReadOnlyList<KernelStatistics> untrained, List<(string Name, IFigure Figure)> figures) => new(
        "WeightStatistics",
        [
            new FigureSection("Weights", figures.Where(f => f.Figure is not ImageGrid).Select(f => f.Figure)),
            .. figures.Where(f => f.Figure is ImageGrid).Select(f => new FigureSection("Kernels", [f.Figure])),
            new SummarySection("All layers", kernels.Zip(untrained, (t, u) => KeyValuePair.Create($"{t.Path} {t.Shape}", $"{InWords(t)}; untrained {InWords(u)}"))),
            new TextSection("Network", model.Summary(), preformatted: true),
        ],
        $"How the weights of {Path.GetFileName(file)} spread, trained beside untrained: Park Haesun, Hands-on Machine Learning and Deep Learning Self-Study, chapter 8-3.");

    private static Summary Summarize(string file, Model model, KernelStatistics trained, KernelStatistics drawn, int seed) => new()
    {
        ["experiment"] = "WeightStatistics",
        ["model"] = file,
        ["parameters"] = model.CountParams(),
        ["layer"] = trained.Path,
        ["shape"] = Summary.List(trained.Shape),
        ["mean"] = trained.Mean,
        ["standardDeviation"] = trained.StandardDeviation,
        ["untrainedMean"] = drawn.Mean,
        ["untrainedStandardDeviation"] = drawn.StandardDeviation,
        ["seed"] = seed,
    };

    private static IEnumerable<double> Numbers(KernelStatistics layer) => layer.Values.ToArray().Select(v => (double)v);

    private static string InWords(KernelStatistics layer) => string.Create(
        CultureInfo.InvariantCulture, $"mean {layer.Mean:F5}, standard deviation {layer.StandardDeviation:F5}, from {Numbers(layer).Min():F5} to {Numbers(layer).Max():F5}");
}
