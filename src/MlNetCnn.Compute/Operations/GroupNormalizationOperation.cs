using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer GroupNormalization, channels last: a slice is a group of channels at all positions, and each channel has its gamma and beta.</summary>
[Runs(typeof(GroupNormalization))]
internal sealed class GroupNormalizationOperation : SliceNormalizationOperation
{
    public GroupNormalizationOperation(OperationSite site)
        : base(site, ((GroupNormalization)site.Layer).Epsilon, ((GroupNormalization)site.Layer).Gamma, ((GroupNormalization)site.Layer).Beta)
    {
        var channels = site.Output[^1];
        var groups = ((GroupNormalization)site.Layer).Groups is > 0 and var given ? given : channels;
        int size = channels / groups, positions = (int)(OutputCount / channels);
        Outer = [.. Enumerable.Range(0, groups).Select(g => g * size)];
        Inner = [.. Enumerable.Range(0, positions).SelectMany(p => Enumerable.Range(0, size).Select(c => p * channels + c))];
        OuterParameters = Outer;
        InnerParameters = [.. Enumerable.Range(0, positions).SelectMany(_ => Enumerable.Range(0, size))];
    }
}
