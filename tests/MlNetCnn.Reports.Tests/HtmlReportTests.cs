using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Tests;

public sealed class HtmlReportTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly ConfusionMatrix Matrix = new(["cats", "dogs", "none"], new long[,] { { 8, 2, 0 }, { 4, 6, 0 }, { 0, 0, 0 } });

    private static readonly Dictionary<string, IReadOnlyList<double>> History = new() { ["accuracy"] = [0.5, double.NaN], ["loss"] = [0.7, 0.6] };

    private static HtmlReport Whole(string text) => new(
        text,
        [
            new SummarySection(text, [new(text, text)]),
            FigureSection.OfCurves("Training", History),
            new FigureSection("Others", [new ConfusionMatrixChart(text, Matrix), new Histogram(text, text, [1, 2, 3]), ImageGrid.OfKernels(text, new float[9], 3, 3, 1, 1)], text),
            new FigureSection("Explanation",
            [
                new PicturePlate(text, [new PictureCell(new Image(20, 20, 3), text), new PictureCell(new Image(20, 20, 3), text), new ScoresCell([new(text, 0.5)], text)]),
                new HistogramComparison(text, text, text, [1, 2], text, [3]),
            ]),
            new ClassificationSection("Classes", new ConfusionMatrix([text, "dogs"], new long[,] { { 8, 2 }, { 4, 6 } })),
            new ErrorsSection("Errors", [new WrongPrediction(new Image(300, 100, 3), text, text, 0.987654, text), new WrongPrediction(null, "a", "b", double.NaN, "")], 12),
            new TableSection("Table", [text, text], [[text, text], ["a", "1.5"]], text),
            new TextSection("Model", text, preformatted: true),
            new TextSection("Notes", text),
        ],
        text);

    [Fact]
    public void A_page_needs_nothing_but_itself()
    {
        var html = Whole("Report").ToHtml();
        var page = XDocument.Parse(html);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', html);
        string[] names = [.. page.Descendants().Select(e => e.Name.LocalName).Distinct()];
        Assert.DoesNotContain("script", names);
        Assert.DoesNotContain("link", names);
        Assert.DoesNotContain("iframe", names);
        var attributes = page.Descendants().Attributes().ToArray();
        Assert.DoesNotContain(attributes, a => a.Name.LocalName == "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(attributes.Where(a => a.Name.LocalName is "src" or "href"), a => Assert.StartsWith("data:image/png;base64,", a.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_allows_this_style_and_no_other_thing()
    {
        var page = XDocument.Parse(Whole("Report").ToHtml());
        var policy = (string)page.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Descendants("style").Single().Value)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'", policy);
    }

    [Theory]
    [InlineData("</title></style><script>alert(1)</script>")]
    [InlineData("\" onload=\"alert(1)' & <img src=x>")]
    [InlineData("]]> &amp; --> <!-- \u0000\u0001\uFFFE\ud800 \u202E")]
    [InlineData("Größe 图 \U0001F600")]
    public void Hostile_text_stays_text(string hostile)
    {
        var page = XDocument.Parse(Whole(hostile).ToHtml());
        var clean = PlainText.Clean(hostile);
        Assert.Equal(clean, page.Descendants("h1").Single().Value);
        Assert.Equal(clean, page.Descendants("title").Single().Value);
        Assert.Equal(clean, page.Descendants("pre").Single().Value);
        Assert.Equal($"{clean}, taken for {clean}", (string)page.Descendants("img").Single().Attribute("alt")!);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName == "script");
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName == "onload");
        Assert.Single(page.Descendants("img"));
    }

    [Fact]
    public void Sections_stand_in_order_with_their_figures()
    {
        var page = XDocument.Parse(Whole("Report").ToHtml());
        Assert.Equal(["Report", "Training", "Others", "Explanation", "Classes", "Errors", "Table", "Model", "Notes"], page.Descendants("h2").Select(h => h.Value));
        Assert.Equal(7, page.Descendants("figure").Elements(Svg + "svg").Count());
        Assert.Equal("Training accuracy", page.Descendants(Svg + "svg").First().Element(Svg + "title")!.Value);
        Assert.Equal(Whole("Report").ToHtml(), Encoding.UTF8.GetString(Whole("Report").ToUtf8()));
    }

    [Fact]
    public void The_classes_table_has_every_class_the_averages_and_marks()
    {
        var page = XDocument.Parse(new HtmlReport("r", [new ClassificationSection("Classes", Matrix)]).ToHtml());
        var tables = page.Descendants("table").ToArray();
        Assert.Equal(
            [
                "cats best|0.6667|0.8000|0.7273|10", "dogs worst|0.7500|0.6000|0.6667|10", "none|0.0000|0.0000|0.0000|0",
                "accuracy|||0.7000|20", "macro average|0.4722|0.4667|0.4646|20", "weighted average|0.7083|0.7000|0.6970|20",
            ],
            tables[0].Descendants("tr").Skip(1).Select(row => string.Join('|', row.Elements().Select(c => c.Value))));
        Assert.Equal(["dogs|cats|4|40.0%", "cats|dogs|2|20.0%"], tables[1].Descendants("tr").Skip(1).Select(row => string.Join('|', row.Elements().Select(c => c.Value))));
    }

    [Fact]
    public void None_is_marked_where_all_are_alike()
    {
        var html = new HtmlReport("r", [new ClassificationSection("Classes", new ConfusionMatrix(["a", "b"], new long[,] { { 5, 0 }, { 0, 5 } }))]).ToHtml();
        Assert.DoesNotContain("<em>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_show_pictures_that_fit_the_page()
    {
        var page = XDocument.Parse(Whole("Report").ToHtml(), LoadOptions.PreserveWhitespace);
        XElement[] errors = [.. page.Descendants("li")];
        var source = (string)errors[0].Element("img")!.Attribute("src")!;
        Assert.Equal("192x64x3", ImageFile.Decode(Convert.FromBase64String(source["data:image/png;base64,".Length..]), "p").ToString());
        Assert.Equal(["Report 98.8%", "is Report", "Report"], errors[0].Elements("p").Select(p => p.Value));
        Assert.Equal(["b", "is a"], errors[1].Elements("p").Select(p => p.Value));
        Assert.Equal("no picture", errors[1].Element("div")!.Value);
        Assert.Contains(page.Descendants("p"), p => p.Value == "2 of 12 errors.");
        Assert.Contains("<p>No errors.</p>", new HtmlReport("r", [new ErrorsSection("", [], 0)]).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_a_model_stay_lines_and_paragraphs_part_at_empty_ones()
    {
        var page = XDocument.Parse(new HtmlReport("r", [new TextSection("", "a  b\r\n\tc\r\n", true), new TextSection("", "one\ntwo\n\nthree")]).ToHtml(), LoadOptions.PreserveWhitespace);
        Assert.Equal("a  b\n\tc", page.Descendants("pre").Single().Value);
        Assert.Equal(["one two", "three"], page.Descendants("p").Select(p => p.Value));
    }

    [Fact]
    public void A_report_has_a_title_and_whole_sections()
    {
        Assert.Throws<ArgumentException>(() => new HtmlReport(" ", []));
        Assert.Throws<ArgumentException>(() => new HtmlReport("r", [null!]));
        Assert.Throws<ArgumentException>(() => new SummarySection("", [new("a", null!)]));
        Assert.Throws<ArgumentException>(() => new ErrorsSection("", [null!]));
        Assert.Throws<ArgumentException>(() => new FigureSection("", [null!]));
        Assert.Throws<ArgumentException>(() => new TableSection("", [], []));
        Assert.Throws<ArgumentException>(() => new TableSection("", ["a", "b"], [["1"]]));
        Assert.Throws<ArgumentException>(() => new TableSection("", ["a"], [[null!]]));
    }
}
