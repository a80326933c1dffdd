using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Experiments.FetchWeights;

/// <summary>Fetches published weights, one file after the other, and says of each where it is and whether it was checked.</summary>
internal static class FetchWeightsRun
{
    /// <param name="settings">Which.</param>
    /// <param name="options">How; folder and replacing are taken from the settings.</param>
    /// <param name="display">Where it is told.</param>
    /// <param name="cancellation">Ends it; a file that is half here is taken up another time.</param>
    /// <exception cref="UserErrorException">There is no such application, or no such weights.</exception>
    /// <exception cref="PretrainedWeightsException">A file is not to be had; the message says which to put where.</exception>
    public static void Run(FetchWeightsSettings settings, PretrainedOptions options, IDisplay display, CancellationToken cancellation) =>
        Run([.. Files(settings).Distinct()], options with { Folder = settings.Folder, Replace = settings.Again }, display, cancellation);

    /// <summary>Fetches these.</summary>
    public static void Run(IReadOnlyList<PublishedWeights> files, PretrainedOptions options, IDisplay display, CancellationToken cancellation)
    {
        var (downloaded, bytes) = (0, 0L);
        foreach (var file in files)
        {
            var there = options.Replace ? null : PretrainedWeights.Find(file, options.Folder);
            var path = there ?? WeightsDownload.Fetch(file, options, display, cancellation);
            var length = new FileInfo(path).Length;
            if (there is null) (downloaded, bytes) = (downloaded + 1, bytes + length);
            display.Line($"{path}: {(there is null ? "" : "already there, ")}{WeightsDownload.Megabytes(length)}, {Checked(file)}");
        }

        display.Line(string.Create(CultureInfo.InvariantCulture, $"{downloaded} of {files.Count} files downloaded ({WeightsDownload.Megabytes(bytes)}); the others were there already"));
    }

    private static IEnumerable<PublishedWeights> Files(FetchWeightsSettings settings)
    {
        var published = Applications.All.Where(a => a.Weights.Count > 0).ToList();
        var chosen = published.FindAll(a => settings.Application.Equals("all", StringComparison.OrdinalIgnoreCase) || a.Name.Equals(settings.Application, StringComparison.OrdinalIgnoreCase));
        if (chosen.Count == 0) throw new UserErrorException($"There are no published weights of an application '{settings.Application}'; there are of {string.Join(", ", published)}, or all.");
        foreach (var application in chosen)
            foreach (var top in new[] { false, true }.Where(top => top ? settings.Top : settings.NoTop))
            {
                var file = PretrainedWeights.Of(application, top, settings.Size);
                if (settings.Size is { } size && size != (file.Size ?? size))
                    throw new UserErrorException(FormattableString.Invariant($"There are no weights of {application} for --size={size}; there are for {string.Join(", ", application.Weights.Select(w => w.Size).Distinct())}."));
                yield return file;
            }

        if (settings.Top) yield return PretrainedWeights.ClassIndex;
    }

    private static string Checked(PublishedWeights file) => file.Hash switch
    {
        null => "no hash is published",
        { Length: 32 } => "its MD5 is the published one",
        _ => "its SHA-256 is the published one",
    };
}
