using MlNetCnn.Imaging;
using MlNetCnn.Reports;
using MlNetCnn.Testing;
using MlNetCnn.Tool.SampleSet;
using MlNetCnn.Training;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Tool.Tests.Documents;

/// <summary>The figures of docs/training.md.</summary>
public sealed class TrainingFigures
{
    [Fact]
    public void One_picture_in_variants()
    {
        var picture = SamplePicture.Draw(42, SampleClass.All[1], 3).Image.Resize(90, 120, Resampling.Bilinear);
        var variants = Enumerable.Range(0, 7).Select(epoch => ImageAugmentation.Book.Draw(seed: 42, epoch, index: 3, picture.Height, picture.Width).Apply(picture));
        // The pixels count: how they are packed is the system's library's.
        HeldFigure.Check("training/augmentation.png", new ImageGrid("", [picture, .. variants], columns: 4).ToPng(), (a, b) => ImageFile.Decode(a).Pixels.SequenceEqual(ImageFile.Decode(b).Pixels));
    }

    [Fact]
    public void Schedules()
    {
        (string Name, LearningRateSchedule Schedule, PaletteColour Colour)[] curves =
        [
            ("step", new StepDecay(1, 25), PaletteColour.Blue),
            ("exponential", new ExponentialDecay(1, 100, 0.1), PaletteColour.Vermilion),
            ("cosine", new CosineDecay(1, 100), PaletteColour.Green),
            ("warm-up, cosine", new LinearWarmup(new CosineDecay(1, 80), 20), PaletteColour.Purple),
            ("one cycle", new OneCycle(1, 100), PaletteColour.Orange),
            ("restarts", new CosineDecayRestarts(1, 50, tMul: 1), PaletteColour.SkyBlue),
        ];
        var chart = new LineChart("Learning rate schedules", "step", "rate", curves.Select(c =>
            new LineSeries(c.Name, Enumerable.Range(0, 100).Select(i => (double)i), Enumerable.Range(0, 100).Select(i => c.Schedule.At(i)), SeriesStyle.Line, c.Colour)));
        HeldFigure.Check("training/schedules.svg", System.Text.Encoding.UTF8.GetBytes(chart.ToSvg()));
    }

    [Fact]
    public void A_report_is_one_file()
    {
        using var folder = new TempFolder();
        var path = folder.File("report.html");
        var history = new Dictionary<string, IReadOnlyList<double>> { ["loss"] = [0.7, 0.6], ["val_loss"] = [0.7, 0.65], ["accuracy"] = [0.5, 0.6], ["val_accuracy"] = [0.5, 0.55] };
        var (actual, predicted) = (new[] { 0, 0, 1 }, new[] { 0, 1, 1 });

        var matrix = ConfusionMatrix.Of(["cats", "dogs"], actual, predicted);
        var report = new HtmlReport("Cats and dogs",
        [
            FigureSection.OfCurves("Training", history),
            new FigureSection("Confusion matrix", [new ConfusionMatrixChart("Test data", matrix)]),
            new ClassificationSection("Classes", matrix),
        ]);
        File.WriteAllBytes(path, report.ToUtf8());

        Assert.Contains("<svg", File.ReadAllText(path), StringComparison.Ordinal);
    }
}
