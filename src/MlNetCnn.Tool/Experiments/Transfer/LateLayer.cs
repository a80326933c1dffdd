using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>The layer from which a base is unfrozen when nobody says another: its last block.</summary>
internal static class LateLayer
{
    // Names of first layers of last blocks: VGG (as in the book), MobileNet, MobileNetV2, ResNet50, Xception, InceptionV3 (behind mixed8), the seeded and the quickstart's base.
    private static readonly string[] Known = ["block5_conv1", "conv_dw_12", "block_13_expand", "conv5_block1_1_conv", "block13_sepconv1", "conv2d_80", "block3_conv"];

    /// <exception cref="UserErrorException">The base is none of those known; the message says how to name a layer.</exception>
    public static string Of(Model @base, string name) => Known.FirstOrDefault(k => @base.Layers.Any(l => l.Name == k))
        ?? throw new UserErrorException($"From which layer to unfreeze '{name}' is not known; say it with --unfreeze-from=LAYER, e.g. {@base.Layers.Last(l => l.Weights.Count > 0).Name}.");
}
