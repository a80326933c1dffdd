using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>Dropout: nothing in inference mode; in training each value, or all that share a place of the mask, is 0 with the probability rate (to 2^-32) and else divided by 1 - rate.</summary>
[Runs(typeof(Dropout))]
internal sealed unsafe class DropoutOperation(OperationSite site) : FactorOperation(site, "dropout", ((Dropout)site.Layer).Seed)
{
    private readonly double _rate = ((Dropout)site.Layer).Rate;
    private readonly int[]? _mask = Mask(((Dropout)site.Layer).NoiseShape, site.Output);
    private readonly bool _sharesBatch = ((Dropout)site.Layer).NoiseShape is [1, ..];

    public override bool VariesInTraining => _rate > 0;

    protected override void Draw(NoiseSource noise, nint start, nint count, float* factors)
    {
        if (_mask is null)
        {
            DropoutFactors.Draw(noise, _rate, start, count, factors);
            return;
        }

        var limit = DropoutFactors.Limit(_rate);
        var keep = DropoutFactors.Keep(_rate);
        var size = (ulong)_mask[^1] + 1;
        for (nint v = start; v < start + count; v++)
        {
            var place = (_sharesBatch ? 0 : (ulong)(v / OutputCount)) * size + (ulong)_mask[v % OutputCount];
            factors[v - start] = DropoutFactors.Drops(noise, limit, place) ? 0 : keep;
        }
    }

    /// <summary>Which value of the mask belongs to each of an element; null where each has its own.</summary>
    private static int[]? Mask(IReadOnlyList<int>? noise, Shape shape)
    {
        if (noise is null) return null;
        int[] places = [0];
        for (var d = 0; d < shape.Rank; d++)
        {
            var (size, repeats) = (shape[d], noise[d + 1] == 1);
            places = [.. places.SelectMany(place => Enumerable.Range(0, size).Select(i => repeats ? place : place * size + i))];
        }

        return places;
    }
}
