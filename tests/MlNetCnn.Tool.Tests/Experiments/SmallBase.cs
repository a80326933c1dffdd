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
        // As He and others draw them (2015): with Glorot's weights little would be left of a picture after 27 layers, and of the gradients nothing.
        foreach (var kernel in model.Weights.Where(w => w.Shape.Rank == 4))
        {
            var (area, inputs, outputs) = (kernel.Shape[0] * kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
            var fan = outputs == 1 ? area : area * inputs;
            var factor = Math.Sqrt((double)area * (inputs + outputs) / fan);
            kernel.SetValues(kernel.Values.ToArray().Select(v => (float)(v * factor)).ToArray());
        }

        model.Save(path);
        return path;
    }
}
