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

    private double Factor => 1 / Math.Sqrt((1 - _rate) * (1 + _rate * Lowest * Lowest));

    protected override void Vary(Execution run, NoiseSource noise, float* x, float* y)
    {
        float factor = (float)Factor, shift = (float)(-Factor * Lowest * _rate), dropped = (float)(Factor * Lowest * (1 - _rate));
        run.ForPieces(run.Batch * OutputCount, Piece, (start, count) =>
        {
            for (var i = start; i < start + count; i++) y[i] = Stays(noise, i) ? factor * x[i] + shift : dropped;
        });
    }

    protected override void VaryBack(Execution run, NoiseSource noise, float* x, float* dy, float* dx)
    {
        var factor = (float)Factor;
        run.ForPieces(run.Batch * OutputCount, Piece, (start, count) =>
        {
            for (var i = start; i < start + count; i++) dx[i] = Stays(noise, i) ? factor * dy[i] : 0;
        });
    }

    private bool Stays(NoiseSource noise, nint value)
    {
        var bits = noise.Bits((ulong)value / 2);
        return ((value & 1) == 0 ? (uint)bits : bits >> 32) >= (ulong)(_rate * (1UL << 32));
    }
}
