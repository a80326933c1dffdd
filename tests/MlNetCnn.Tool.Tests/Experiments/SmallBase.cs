using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>A file of weights of a small base: MobileNet 0.25 for 32 pixels, seeded, under a published name.</summary>
internal static class SmallBase
{
    public const string Name = "mobilenet_2_5_32_tf_no_top.keras";

    public static string Write(SmallPhotos photos)
    {
        var path = photos.File(Name);
        var model = Applications.MobileNet(includeTop: false, [32, 32, 3], alpha: 0.25);
        model.InitializeWeights(5);
        model.Save(path);
        return path;
    }
}
