using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// AlphaDropout: nothing in inference mode; in training a (x or l) + b, with l = -1.7581 (selu's limit) in place of x with the probability rate (to 2^-32), and
/// a = ((1 - rate) (1 + rate l^2))^(-1/2), b = -a l rate. The gradient is a dy where x stayed, else 0.
/// </summary>
[Runs(typeof(AlphaDropout))]
internal sealed unsafe class AlphaDropoutOperation(OperationSite site) : TrainingOnlyOperation(site, "alpha_dropout", ((AlphaDropout)site.Layer).Seed)
{
    // Even: two values share their bits.
    private const int Piece = 1 << 14;
    private const double Lowest = -1.6732632423543772 * 1.0507009873554805;
    private readonly double _rate = ((AlphaDropout)site.Layer).Rate;

    public override bool VariesInTraining => _rate > 0;

    /// <summary>What x is multiplied by, what is added, and what stands where x was dropped.</summary>
    public static (float Factor, float Shift, float Dropped) Line(double rate)
    {
        var factor = 1 / Math.Sqrt((1 - rate) * (1 + rate * Lowest * Lowest));
        return ((float)factor, (float)(-factor * Lowest * rate), (float)(factor * Lowest * (1 - rate)));
    }

    /// <summary>Whether a value stays.</summary>
    /// <param name="noise">Random bits.</param>
    /// <param name="limit">How many do not: <see cref="DropoutFactors.Limit"/>.</param>
    /// <param name="value">Which one of the batch.</param>
    public static bool Stays(NoiseSource noise, ulong limit, nint value)
    {
        var bits = noise.Bits((ulong)value / 2);
        return ((value & 1) == 0 ? (uint)bits : bits >> 32) >= limit;
    }

    protected override void Vary(Execution run, NoiseSource noise, float* x, float* y)
    {
        var (factor, shift, dropped) = Line(_rate);
        var limit = DropoutFactors.Limit(_rate);
        run.ForPieces(run.Batch * OutputCount, Piece, (start, count) =>
        {
            for (var i = start; i < start + count; i++) y[i] = Stays(noise, limit, i) ? factor * x[i] + shift : dropped;
        });
    }

    protected override void VaryBack(Execution run, NoiseSource noise, float* x, float* dy, float* dx)
    {
        var factor = Line(_rate).Factor;
        var limit = DropoutFactors.Limit(_rate);
        run.ForPieces(run.Batch * OutputCount, Piece, (start, count) =>
        {
            for (var i = start; i < start + count; i++) dx[i] = Stays(noise, limit, i) ? factor * dy[i] : 0;
        });
    }
}
