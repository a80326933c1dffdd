using Microsoft.ML;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Experiments.Transfer;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>Pipelines of one's own, with steps that the tool's do not have, looked into.</summary>
public sealed class ExplainedZipTests
{
    /// <summary>Else the heat map would lie across the picture.</summary>
    [Theory]
    [InlineData(true, 60, 40)]
    [InlineData(false, 40, 60)]
    public void A_photo_is_shown_turned_as_the_pipeline_turns_it(bool turns, int height, int width)
    {
        using var net = new ColourNet();
        var photo = net.File("photo.jpg");
        // The first row is the right side: shown turned by 90 degrees.
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
        var jpeg = ImageFile.EncodeJpeg(ImageFile.Load(net.Picture));
        File.WriteAllBytes(photo, [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        var ml = new MLContext(1);
        var data = ml.Data.LoadFromEnumerable([new PhotoPath { ImagePath = photo }]);
        var pipeline = ml.Cnn.LoadImages(new LoadImagesOptions { OutputColumnName = "Pixels", InputColumnName = "ImagePath", ApplyOrientation = turns, Height = 20, Width = 30 })
            .Append(ml.Cnn.ApplyModel(Model.Load(net.Net), new ApplyModelOptions { InputColumnName = "Pixels", ClassNames = ["red", "blue"] }));
        var zip = net.File("net.zip");
        ml.Cnn.SaveModel(pipeline.Fit(data), data.Schema, zip);
        var session = new Session();

        Assert.True(net.Run(session, "explain", $"--model={zip}", $"--image={photo}", "--class=red", "--logits") == 0, session.Error);

        var (picture, found) = ExplainTests.Found(net.Output);
        Assert.Equal((height, width), ((int)picture["height"]!, (int)picture["width"]!));
        var overlay = ImageFile.Load(Path.Combine(net.Output, "grad-cam-overlay.png"));
        Assert.Equal((height, width), (overlay.Height, overlay.Width));
        // Hot is what is red, in whichever corner it is now.
        var (row, column) = ExplainTests.Peak(found);
        var shown = turns ? ImageFile.Load(photo).ApplyOrientation((ExifOrientation)6) : ImageFile.Load(photo);
        Assert.True(shown.Row(row)[3 * column] > 150 && shown.Row(row)[3 * column + 2] < 100);
    }

    /// <summary>As the pictures that the network was trained on.</summary>
    [Fact]
    public void Patterns_of_a_pipeline_that_rescales_enter_rescaled()
    {
        Assert.Equal(("none", 1 / 255f), Patterns(ml => ml.Cnn.Rescale("Pixels")));
        Assert.Equal(("tf", 1f), Patterns(ml => ml.Cnn.Rescale(new RescaleOptions { OutputColumnName = "Pixels", Scale = 1 / 127.5f, Offset = -1 })));
        Assert.Equal(("tf", 0.5f), Patterns(ml => ml.Cnn.PreprocessInput("Pixels", Preprocessing.Tf).Append(ml.Cnn.Rescale("Pixels", 0.5f))));
        Assert.Equal(("none", 1f), Patterns(ml => ml.Cnn.Rescale("Others", inputColumnName: "Pixels")));

        static (string?, float) Patterns(Func<MLContext, IEstimator<ITransformer>> step)
        {
            using var net = new ColourNet();
            var ml = new MLContext(1);
            var data = ml.Data.LoadFromEnumerable([new PhotoPath { ImagePath = net.Picture }]);
            var pipeline = ml.Cnn.LoadImages("Pixels", "ImagePath", 20, 30).Append(step(ml)).Append(ml.Cnn.ApplyModel("Score", "Pixels", Model.Load(net.Net)));
            ml.Cnn.SaveModel(pipeline.Fit(data), data.Schema, net.File("net.zip"));
            var session = new Session();
            Assert.True(session.Run("filter-patterns", $"--model={net.File("net.zip")}", "--layer=colours", "--filters=1", "--size=8", "--steps=1", $"--output={net.Output}") == 0, session.Error);
            var summary = ConvnetTests.Summary(net.Output);
            return ((string?)summary["preprocessing"], (float)summary["rescale"]!);
        }
    }
}
