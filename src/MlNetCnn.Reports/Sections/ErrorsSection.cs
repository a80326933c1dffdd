using System.Globalization;
using MlNetCnn.Imaging;
using MlNetCnn.Reports.Html;

namespace MlNetCnn.Reports;

/// <summary>The worst errors with their pictures: what each is, what it was taken for and how surely. In the order given: the surest first.</summary>
public sealed class ErrorsSection : ReportSection
{
    private const int LargestThumbnail = 192, Tiny = 64;

    /// <summary>Describes the section.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="errors">The errors, the worst first; may be empty.</param>
    /// <param name="total">All errors there are, those not shown too; null where it is not known.</param>
    /// <exception cref="ArgumentException">An error or one of its texts is null.</exception>
    public ErrorsSection(string heading, IEnumerable<WrongPrediction> errors, long? total = null)
        : base(heading)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Errors = Array.AsReadOnly(errors.ToArray());
        if (Errors.Any(e => e?.TrueClass is null || e.PredictedClass is null || e.Path is null)) throw new ArgumentException("An error, its classes or its path is null.", nameof(errors));
        Total = total;
    }

    /// <summary>The errors, the worst first.</summary>
    public IReadOnlyList<WrongPrediction> Errors { get; }

    /// <summary>All errors there are, those not shown too.</summary>
    public long? Total { get; }

    internal override void Write(HtmlText html)
    {
        if (Errors.Count == 0 && Total is not > 0) html.Line("<p>No errors.</p>");
        if (Total > Errors.Count) html.Line($"<p>{string.Create(CultureInfo.InvariantCulture, $"{Errors.Count} of {Total} errors.")}</p>");
        if (Errors.Count == 0) return;
        html.Line("""<ol class="errors">""");
        foreach (var error in Errors)
        {
            html.Line("<li>");
            if (error.Picture is { } picture) WritePicture(html, picture, error);
            else html.Line("""<div class="none">no picture</div>""");
            var surely = double.IsFinite(error.Probability) ? $" <span>{(100 * error.Probability).ToString("F1", CultureInfo.InvariantCulture)}%</span>" : "";
            html.Line($"""<p class="taken"><b>{HtmlText.Escape(error.PredictedClass)}</b>{surely}</p>""");
            html.Line($"<p>is <b>{HtmlText.Escape(error.TrueClass)}</b></p>");
            if (error.Path.Length > 0) html.Line($"""<p class="path">{HtmlText.Escape(error.Path)}</p>""");
            html.Line("</li>");
        }

        html.Line("</ol>");
    }

    private static void WritePicture(HtmlText html, Image picture, WrongPrediction error)
    {
        var larger = Math.Max(picture.Height, picture.Width);
        if (larger > LargestThumbnail)
        {
            var scale = (double)LargestThumbnail / larger;
            picture = new Resize(Math.Max(1, (int)Math.Round(picture.Height * scale)), Math.Max(1, (int)Math.Round(picture.Width * scale)), Resampling.Bilinear).Apply(picture);
        }

        var style = larger <= Tiny ? " class=\"tiny\"" : "";
        var what = HtmlText.Escape($"{error.TrueClass}, taken for {error.PredictedClass}");
        html.Line($"""<img{style} src="data:image/png;base64,{Convert.ToBase64String(ImageFile.EncodePng(picture))}" alt="{what}"/>""");
    }
}
