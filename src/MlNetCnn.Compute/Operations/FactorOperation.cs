using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// A layer that does nothing in inference mode and in training multiplies each value by a random factor, which the way back takes too. Value i's factor depends on i, the
/// seed, the layer's path and the step alone (<see cref="NoiseSource"/>), so that the threads do not show.
/// </summary>
/// <param name="site">The call.</param>
/// <param name="purpose">Kind of the layer, for the name of its noise.</param>
/// <param name="seed">The layer's own seed; null for the run's.</param>
internal abstract unsafe class FactorOperation(OperationSite site, string purpose, int? seed) : Operation(site)
{
    // Even: two values share their bits.
    private const int Piece = 1 << 14;
    private readonly string _name = $"{purpose}/{site.Path}";
    private NativeBuffer? _factors;

    public override bool IsView => true;

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => false;

    public sealed override void Forward(Execution run, float*[] inputs, float* output)
    {
        var x = inputs[0];
        var count = run.Batch * OutputCount;
        if (run.Training is { } training && VariesInTraining)
        {
            var factors = Factors(count);
            var noise = new NoiseSource(seed ?? training.Seed, _name, training.Number);
            run.ForPieces(count, Piece, (start, length) =>
            {
                Draw(noise, start, length, factors + start);
                run.Kernels.Vectors.Multiply(x + start, factors + start, output + start, length);
            });
        }
        else if (x != output)
        {
            Buffer.MemoryCopy(x, output, count * sizeof(float), count * sizeof(float));
        }
    }

    public sealed override void Backward(Execution run, BackwardArguments arguments)
    {
        float* dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        if (dx == null) return;
        var count = run.Batch * OutputCount;
        if (run.Training is not null && VariesInTraining)
        {
            var factors = Factors(count);
            run.ForPieces(count, Piece, (start, length) => run.Kernels.Vectors.Multiply(dy + start, factors + start, dx + start, length));
        }
        else if (dx != dy)
        {
            Buffer.MemoryCopy(dy, dx, count * sizeof(float), count * sizeof(float));
        }
    }

    public override void Dispose() => _factors?.Dispose();

    /// <summary>Draws the factors of values start .. start + count - 1.</summary>
    /// <param name="noise">Random bits.</param>
    /// <param name="start">First value, even.</param>
    /// <param name="count">How many.</param>
    /// <param name="factors">Where they go.</param>
    protected abstract void Draw(NoiseSource noise, nint start, nint count, float* factors);

    private float* Factors(nint count)
    {
        if (_factors is null || _factors.Length < count)
        {
            _factors?.Dispose();
            _factors = new NativeBuffer(count);
        }

        return _factors.Pointer;
    }
}
