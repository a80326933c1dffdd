using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer LayerNormalization: a slice runs over the axes, and each of its values has its own gamma and beta.</summary>
[Runs(typeof(LayerNormalization))]
internal sealed class LayerNormalizationOperation : SliceNormalizationOperation
{
    public LayerNormalizationOperation(OperationSite site)
        : base(site, ((LayerNormalization)site.Layer).Epsilon, ((LayerNormalization)site.Layer).Gamma, ((LayerNormalization)site.Layer).Beta)
    {
        var axes = ((LayerNormalization)site.Layer).AxesIn(site.Output.Rank);
        (Outer, Inner) = (AxisOffsets.Of(site.Output, d => !axes.Contains(d)), AxisOffsets.Of(site.Output, axes.Contains));
        (OuterParameters, InnerParameters) = (new int[Outer.Length], [.. Enumerable.Range(0, Inner.Length)]);
    }
}
