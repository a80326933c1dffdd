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
        var layout = PictureLayout.Of(model);
        var cam = new GradCam { Score = Score, BatchSize = BatchSize, Layer = Layer };
        foreach (var (part, partTarget) in Batches(images, target, cancellation))
        {
            // Grad-CAM first: a layer that it cannot look at fails before anything is computed.
            var maps = cam.Explain(model, part, partTarget, cancellation);
            // One class for both, whatever a tie of scores would do.
            var explained = maps[0].Class is null ? partTarget : new GivenClass([.. maps.Select(m => m.Class!.Value)]) { Format = partTarget.Format };
            foreach (var (guided, map) in InputGradients.Of(model, part, explained, Score, ReluGradient.Guided).Zip(maps))
            {
                Multiply(guided.Values.Span, map.Map.Resize(layout.Height, layout.Width), layout);
                yield return guided with { Layer = map.Layer };
            }
        }
    }

    private static void Multiply(Span<float> values, Heatmap map, PictureLayout layout)
    {
        for (var p = 0; p < layout.Positions; p++)
        {
            for (var c = 0; c < layout.Channels; c++)
            {
                ref var value = ref values[layout.Index(p, c)];
                value = (float)((double)value * map.Values[p]);
            }
        }
    }
}
