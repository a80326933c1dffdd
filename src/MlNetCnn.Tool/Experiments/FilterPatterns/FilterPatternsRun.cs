using System.Globalization;
using MlNetCnn.Explain;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.FilterPatterns;

/// <summary>Finds what filters respond to and writes it.</summary>
internal static class FilterPatternsRun
{
    public static void Run(FilterPatternsSettings settings, IDisplay display, CancellationToken cancellation)
    {
        var source = PatternSource.Load(settings);
        var layers = source.Layers(settings);
        var options = Options(settings, source);
        using var folder = new RunFolder(settings.Output);
        List<LayerPatterns> found = [];
        foreach (var layer in layers)
        {
            int[] filters = [.. Enumerable.Range(0, Math.Min(settings.Filters, layer.Channels))];
            display.Progress($"{layer.Path}, {filters.Length} filters", filters.Length * options.Steps, bar => found.Add(new LayerPatterns(
                layer,
                Wish.Of(() => MlNetCnn.Explain.FilterPatterns.Of(source.Model, layer.Path, filters, options, new PatternProgress(bar), cancellation)))));
            display.Line(found[^1].InWords());
        }

        new FilterPatternsResults(settings, source, options, found).Write(folder);
        display.Line($"Report, patterns and arrays: {folder.Path}");
    }

    private static FilterPatternOptions Options(FilterPatternsSettings settings, PatternSource source)
    {
        var recipe = settings.Regularised ? FilterPatternOptions.Regularised : new FilterPatternOptions();
        return recipe with
        {
            Size = settings.Size,
            Steps = settings.Steps ?? recipe.Steps,
            Preprocessing = source.Preprocessing,
            Rescale = source.Rescale,
            Seed = settings.Seed,
            Threads = settings.Threads,
            Engine = Engines.ByName(settings.Engine),
        };
    }

    /// <summary>Moves a bar by what was done since the last report.</summary>
    private sealed class PatternProgress(IProgressBar bar) : IProgress<FilterPatternProgress>
    {
        private long _done;

        public void Report(FilterPatternProgress value)
        {
            bar.Advance((int)(value.Done - _done), brief: string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.Total} steps"));
            _done = value.Done;
        }
    }
}
