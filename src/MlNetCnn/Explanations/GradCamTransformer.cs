using MlNetCnn.Keras;
using MlNetCnn.Persistence;

namespace MlNetCnn;

/// <summary>Class activation maps: where in a picture a layer of a network finds what speaks for a class. Made by <c>ml.Cnn.GradCam</c>.</summary>
[TransformerName("GradCam")]
public sealed class GradCamTransformer : HeatmapTransformer
{
    internal GradCamTransformer(Model model, GradCamOptions options)
        : base(model, options, "GradCam") => Options = options;

    /// <summary>The settings.</summary>
    public GradCamOptions Options { get; }

    internal static GradCamTransformer Load(TransformerReader reader)
    {
        var (model, options) = Read<GradCamOptions>(reader);
        return new GradCamTransformer(model, options);
    }
}
