using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Real;

/// <summary>MobileNet 0.75 with its ImageNet weights on the book's elephant, as a pipeline, against probabilities computed independently in float64.</summary>
public sealed class ElephantTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void The_photo_is_an_African_elephant_with_probability_0_9642()
    {
        var (names, scores) = Predict(TestData.Path("images", "creative_commons_elephant.jpg"));
        Assert.Equal("African_elephant", names[0]);
        Assert.Equal(0.9642, scores.Max(), 0.002);
        // The decoder and the resizing are Pillow's to the byte, so the photo is as close as the picture below; the bar leaves a JPEG decoder's freedom.
        Closeness.AssertClose(Reference(), scores, 2e-3);
    }

    [Fact]
    public void The_resized_picture_gives_all_1000_probabilities()
    {
        // 1e-4: float32 arithmetic over 28 layers against float64.
        Closeness.AssertClose(Reference(), Predict(TestData.Path("reference", "elephant_224_nearest.png")).Scores, 1e-4);
    }

    private static float[] Reference()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(TestData.Path("reference", "derived_mobilenet_0.75_224_predictions.json")));
        return [.. json.RootElement.GetProperty("elephant_224_nearest.png").GetProperty("probs").EnumerateArray().Select(p => p.GetSingle())];
    }

    private (string[] Names, float[] Scores) Predict(string path)
    {
        var model = Applications.MobileNet(alpha: 0.75, weights: TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5"));
        var classes = ImageNetClasses.Load(TestData.Path("imagenet", "imagenet_class_index.json"));
        var data = _ml.Data.LoadFromEnumerable(new[] { new Row { ImagePath = path } });
        var view = _ml.Cnn.LoadImages("Image", "ImagePath", 224, 224)
            .Append(_ml.Cnn.PreprocessInput("Image", Preprocessing.Tf))
            .Append(_ml.Cnn.ApplyModel("Score", "Image", model))
            .Append(_ml.Cnn.DecodePredictions("Top", "Score", [.. Enumerable.Range(0, classes.Count).Select(classes.Name)]))
            .Fit(data).Transform(data);
        return ([.. view.GetColumn<ReadOnlyMemory<char>[]>("Top").Single().Select(n => n.ToString())], view.GetColumn<float[]>("Score").Single());
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";
    }
}
