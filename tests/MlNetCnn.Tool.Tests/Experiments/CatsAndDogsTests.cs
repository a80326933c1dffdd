using System.Text.Json.Nodes;
using MlNetCnn.Testing;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>The main job on the real photos: section 5.3.1 of the Keras book with MobileNet 0.75.</summary>
public sealed class CatsAndDogsTests
{
    [Fact]
    public void Two_thousand_photos_teach_cats_from_dogs_and_a_second_run_computes_no_features()
    {
        var photos = TestData.Path("cats_and_dogs");
        var weights = TestData.Path("imagenet", "mobilenet_7_5_224_tf.h5");
        using var folder = new TempFolder();
        var first = Run("30");
        Assert.Equal((2000, 1000, 1000), ((int)first["trainImages"]!, (int)first["validationImages"]!, (int)first["testImages"]!));
        Assert.Equal((4000, 0), ((int)first["featuresComputed"]!, (int)first["featuresFromCache"]!));
        // An independent computation of the same job gave 0.982 to 0.985; one photo is 0.001.
        Assert.True((double)first["testAccuracy"]! >= 0.975, $"test accuracy {first["testAccuracy"]}");

        var second = Run("1");
        Assert.Equal((0, 4000), ((int)second["featuresComputed"]!, (int)second["featuresFromCache"]!));

        JsonNode Run(string epochs)
        {
            var session = new Session();
            var code = session.Run("feature-extraction", $"--data={photos}", $"--weights={weights}", $"--output={folder.File("run")}", $"--epochs={epochs}");
            Assert.True(code == 0, session.Error);
            return JsonNode.Parse(File.ReadAllText(folder.File("run", "summary.json")))!;
        }
    }
}
