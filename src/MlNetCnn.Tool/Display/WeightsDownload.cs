using System.Collections.Concurrent;
using System.Globalization;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Display;

/// <summary>Gets published weights while a bar shows how far they are.</summary>
internal static class WeightsDownload
{
    private const double Megabyte = 1e6;

    /// <summary>Path of the file, from the cache or downloaded.</summary>
    /// <exception cref="PretrainedWeightsException">It is not to be had; the message says which file to put where.</exception>
    public static string Fetch(PublishedWeights file, PretrainedOptions options, IDisplay display, CancellationToken cancellation)
    {
        using var reports = new BlockingCollection<DownloadProgress>();
        var download = Task.Run(() => FetchAsync(file, options, reports, cancellation), CancellationToken.None);
        using var news = reports.GetConsumingEnumerable(CancellationToken.None).GetEnumerator();
        while (news.MoveNext())
        {
            if (news.Current.Note is { } note) display.Line(note);
            else if (news.Current.Total is { } total) display.Progress($"{file.FileName}, MB", Whole(total), bar => Follow(news, bar));
        }

        return download.GetAwaiter().GetResult();
    }

    /// <summary>Megabytes in words.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:F1} MB");

    private static void Follow(IEnumerator<DownloadProgress> news, IProgressBar bar)
    {
        var shown = 0;
        do
        {
            var report = news.Current;
            if (report.Note is { } note)
            {
                bar.Advance(0, note, "waiting");
                continue;
            }

            var here = report.Bytes == report.Total ? Whole(report.Bytes) : (int)(report.Bytes / Megabyte);
            if (here == shown) continue;
            bar.Advance(here - shown);
            shown = here;
        }
        while (news.MoveNext());
    }

    private static int Whole(long bytes) => Math.Max(1, (int)Math.Ceiling(bytes / Megabyte));

    private static async Task<string> FetchAsync(PublishedWeights file, PretrainedOptions options, BlockingCollection<DownloadProgress> reports, CancellationToken cancellation)
    {
        try
        {
            return await PretrainedWeights.FetchAsync(file, options with { Progress = new Sink(reports) }, cancellation);
        }
        finally
        {
            reports.CompleteAdding();
        }
    }

    private sealed class Sink(BlockingCollection<DownloadProgress> reports) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => reports.Add(value, CancellationToken.None);
    }
}
