using MlNetCnn.Keras;
using MlNetCnn.Persistence;

namespace MlNetCnn;

/// <summary>Says of every position of a picture how much it counts for a class. Made by <c>ml.Cnn.Saliency</c>.</summary>
[TransformerName("Saliency")]
public sealed class SaliencyTransformer : HeatmapTransformer
{
    internal SaliencyTransformer(Model model, SaliencyOptions options)
        : base(model, options, "Saliency") => Options = options;

    /// <summary>The settings.</summary>
    public SaliencyOptions Options { get; }

    internal static SaliencyTransformer Load(TransformerReader reader)
    {
        var (model, options) = Read<SaliencyOptions>(reader);
        return new SaliencyTransformer(model, options);
    }
}
