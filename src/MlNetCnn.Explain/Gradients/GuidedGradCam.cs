using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// Guided backpropagation times Grad-CAM, value by value, with Grad-CAM's map resized bilinearly to the picture (as OpenCV does, <see cref="HeatmapResize"/>): sharp, and bound to the class. Grad-CAM's map
/// enters as its equation gives it, not brought from 0 to 1, so that values have a scale of their own. The map is the largest magnitude over the channels unless
/// <see cref="GradientMethod.Reduction"/> says otherwise.
/// Selvaraju, Cogswell, Das, Vedantam, Parikh, Batra: "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization" (2017), section 3.2.
/// </summary>
public sealed record GuidedGradCam() : GradientMethod(ChannelReduction.MaximumOfAbsolute)
{
    /// <inheritdoc/>
    public override string Name => "guided-grad-cam";

    /// <summary>The layer that Grad-CAM looks at, as <see cref="CamMethod.Layer"/>. Default null: <see cref="ExplainedModel.LastConvolution"/>.</summary>
    public string? Layer { get; init; }

    private protected override IEnumerable<Attribution> Attribute(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation)
    {
        var cam = new GradCam { Score = Score, BatchSize = BatchSize, Layer = Layer };
        foreach (var (part, partTarget) in Batches(images, target, cancellation))
        {
            // Grad-CAM first: a layer that it cannot look at fails before anything is computed.
            var maps = cam.Explain(model, part, partTarget, cancellation);
            // One class for both, whatever a tie of scores would do.
            var explained = maps[0].Class is null ? partTarget : Target.Classes([.. maps.Select(m => m.Class!.Value)]);
            foreach (var (guided, map) in InputGradients.Of(model, part, explained, Score, ReluGradient.Guided).Zip(maps))
            {
                Multiply(guided.Values, map.Map.Resize(model.InputShape[0], model.InputShape[1]));
                yield return guided with { Layer = map.Layer };
            }
        }
    }

    private static void Multiply(Tensor values, Heatmap map)
    {
        var channels = values.Shape[2];
        var span = values.Span;
        for (var i = 0; i < span.Length; i++) span[i] = (float)((double)span[i] * map.Values[i / channels]);
    }
}
