using MlNetCnn.Imaging;
using MlNetCnn.Reports;
using MlNetCnn.Tool.SampleSet;
using MlNetCnn.Training;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Tool.Tests.Documents;

/// <summary>
/// The figures of docs/training.md are what the code draws. Where it draws others, run these tests with MLNETCNN_WRITE_FIGURES=1, look at what changed, and commit it.
/// </summary>
public sealed class TrainingFigures
{
    [Fact]
    public void One_picture_in_variants()
    {
        var picture = SamplePicture.Draw(42, SampleClass.All[1], 3).Image.Resize(90, 120, Resampling.Bilinear);
        var variants = Enumerable.Range(0, 7).Select(epoch => ImageAugmentation.Book.Draw(seed: 42, epoch, index: 3, picture.Height, picture.Width).Apply(picture));
        Hold("augmentation.png", new ImageGrid("", [picture, .. variants], columns: 4).ToPng());
    }

    [Fact]
    public void Schedules()
    {
        (string Name, LearningRateSchedule Schedule, PaletteColour Colour)[] curves =
        [
            ("StepDecay(1, 25)", new StepDecay(1, 25), PaletteColour.Blue),
            ("ExponentialDecay(1, 100, 0.1)", new ExponentialDecay(1, 100, 0.1), PaletteColour.Vermilion),
            ("CosineDecay(1, 100)", new CosineDecay(1, 100), PaletteColour.Green),
            ("LinearWarmup(CosineDecay(1, 80), 20)", new LinearWarmup(new CosineDecay(1, 80), 20), PaletteColour.Purple),
            ("OneCycle(1, 100)", new OneCycle(1, 100), PaletteColour.Orange),
            ("CosineDecayRestarts(1, 33, tMul: 1)", new CosineDecayRestarts(1, 33, tMul: 1), PaletteColour.SkyBlue),
        ];
        var chart = new LineChart("Learning rate schedules", "step", "rate", curves.Select(c =>
            new LineSeries(c.Name, Enumerable.Range(0, 101).Select(i => (double)i), Enumerable.Range(0, 101).Select(i => c.Schedule.At(i)), SeriesStyle.Line, c.Colour)));
        Hold("schedules.svg", System.Text.Encoding.UTF8.GetBytes(chart.ToSvg()));
    }

    private static void Hold(string name, byte[] drawn)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MlNetCnn.sln"))) folder = folder.Parent;
        var path = Path.Combine(folder!.FullName, "docs", "training", name);
        if (Environment.GetEnvironmentVariable("MLNETCNN_WRITE_FIGURES") == "1") File.WriteAllBytes(path, drawn);
        Assert.True(drawn.AsSpan().SequenceEqual(File.ReadAllBytes(path)), $"docs/training/{name} is not what the code draws.");
    }
}
