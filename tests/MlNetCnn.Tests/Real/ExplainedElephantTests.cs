using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Real;

/// <summary>Why MobileNet calls the book's elephant one, through a pipeline: the photo as it is under the heat.</summary>
public sealed class ExplainedElephantTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void The_heat_lies_on_the_elephants_and_the_overlay_has_the_photos_size()
    {
        var model = Applications.MobileNet(alpha: 0.75, weights: TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5"));
        var classes = ImageNetClasses.Load(TestData.Path("imagenet", "imagenet_class_index.json"));
        var path = TestData.Path("images", "creative_commons_elephant.jpg");
        var data = _ml.Data.LoadFromEnumerable(new[] { new Row { ImagePath = path } });
        var options = new GradCamOptions
        {
            Preprocessing = Preprocessing.Tf, ClassNames = [.. Enumerable.Range(0, classes.Count).Select(classes.Name)], ClassColumnName = "Class", ScoreColumnName = "P",
        };
        var view = _ml.Cnn.LoadImages("Image", "ImagePath", 224, 224)
            .Append(_ml.Cnn.GradCam(model, options))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Name", "Class"))
            .Append(_ml.Cnn.LoadImages(new LoadImagesOptions { OutputColumnName = "Photo" }))
            .Append(_ml.Cnn.OverlayHeatmap("Overlay", "Photo"))
            .Fit(data).Transform(data);
        Assert.Equal("African_elephant", view.GetColumn<string>("Name").Single());
        Assert.Equal(0.9642, view.GetColumn<float>("P").Single(), 0.002);
        Assert.Equal([7, 7], ((VectorDataViewType)view.Schema["Heatmap"].Type).Dimensions);

        var photo = ImageFile.Load(path);
        var overlay = view.GetImages("Overlay").Single();
        Assert.Equal((photo.Height, photo.Width, 3), (overlay.Height, overlay.Width, overlay.Channels));
        using var explained = new ExplainedModel(model);
        Assert.Equal(explained.Explain(photo, Preprocessing.Tf).Map.Overlay(photo).Pixels.ToArray(), overlay.Pixels.ToArray());

        // The two elephants stand in the middle; sky and grass are above and below, and at the sides.
        var map = view.GetColumn<float[]>("Heatmap").Single();
        var hottest = Array.IndexOf(map, map.Max());
        Assert.InRange(hottest / 7, 1, 5);
        Assert.InRange(hottest % 7, 1, 5);
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";
    }
}
