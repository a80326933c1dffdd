using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// The layer UnitNormalization: x r with r = 1 / |x|, at most 1e12. The gradient is r (dy - y sum dy y), and r dy where r is at its limit. Sums run in a fixed order and in float64.
/// </summary>
[Runs(typeof(UnitNormalization))]
internal sealed unsafe class UnitNormalizationOperation : Operation
{
    private const double Most = 1e12;
    private readonly int[] _outer;
    private readonly int[] _inner;

    public UnitNormalizationOperation(OperationSite site)
        : base(site)
    {
        var axes = ((UnitNormalization)site.Layer).AxesIn(site.Output.Rank);
        (_outer, _inner) = (AxisOffsets.Of(site.Output, d => !axes.Contains(d)), AxisOffsets.Of(site.Output, axes.Contains));
    }

    public override bool HasBackward => true;

    public override bool BackwardReadsOutput => false;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        ForVectors(run, offset =>
        {
            float* x = source + offset, y = output + offset;
            var inverse = Inverse(x);
            foreach (var i in _inner) y[i] = (float)(x[i] * inverse);
        });
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* source = arguments.Inputs[0], gradient = arguments.OutputGradient, target = arguments.InputGradients[0];
        if (target == null) return;
        ForVectors(run, offset =>
        {
            float* x = source + offset, dy = gradient + offset, dx = target + offset;
            var inverse = Inverse(x);
            double product = 0;
            if (inverse < Most) foreach (var i in _inner) product += (double)dy[i] * x[i];
            product *= inverse * inverse;
            foreach (var i in _inner) dx[i] = (float)(inverse * (dy[i] - x[i] * product));
        });
    }

    private double Inverse(float* x)
    {
        double sum = 0;
        foreach (var i in _inner) sum += (double)x[i] * x[i];
        return Math.Min(1 / Math.Sqrt(sum), Most);
    }

    private void ForVectors(Execution run, Action<nint> body)
    {
        var perPiece = Math.Max(1, 4096 / _inner.Length);
        run.ForPieces((nint)run.Batch * _outer.Length, perPiece, (start, count) =>
        {
            for (var i = start; i < start + count; i++) body(i / _outer.Length * OutputCount + _outer[i % _outer.Length]);
        });
    }
}
