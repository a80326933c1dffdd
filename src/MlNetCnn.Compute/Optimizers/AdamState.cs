namespace MlNetCnn.Compute.Optimizers;

/// <summary>The rule that <see cref="Adam"/> and <see cref="AdamW"/> share.</summary>
internal sealed unsafe class AdamState : OptimizerState
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;
    private readonly float* _mean;
    private readonly float* _square;
    private readonly float* _largest;
    private float _rate;

    public AdamState(int count, double beta1, double beta2, double epsilon, bool amsGrad)
    {
        (_beta1, _beta2, _epsilon) = (beta1, beta2, (float)epsilon);
        _mean = AddSlot("momentum", count);
        _square = AddSlot("velocity", count);
        if (amsGrad) _largest = AddSlot("velocity_hat", count, 1);
    }

    public override void Begin(double learningRate, long number) =>
        _rate = (float)(learningRate * Math.Sqrt(1 - Math.Pow(_beta2, number)) / (1 - Math.Pow(_beta1, number)));

    public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
    {
        TVector rate = TSimd.Broadcast(_rate), epsilon = TSimd.Broadcast(_epsilon);
        TVector rest1 = TSimd.Broadcast((float)(1 - _beta1)), rest2 = TSimd.Broadcast((float)(1 - _beta2));
        for (var i = start; i < end; i += TSimd.Width)
        {
            var g = TSimd.Load(step.Gradient + i);
            var m = TSimd.Load(_mean + i);
            m = TSimd.MultiplyAdd(TSimd.Subtract(g, m), rest1, m);
            TSimd.Store(m, _mean + i);
            var v = TSimd.Load(_square + i);
            v = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Multiply(g, g), v), rest2, v);
            TSimd.Store(v, _square + i);
            if (_largest != null)
            {
                v = TSimd.Max(TSimd.Load(_largest + i), v);
                TSimd.Store(v, _largest + i);
            }

            var delta = TSimd.Divide(TSimd.Multiply(m, rate), TSimd.Add(TSimd.Sqrt(v), epsilon));
            TSimd.Store(TSimd.Subtract(TSimd.Load(step.Weights + i), delta), step.Weights + i);
        }
    }
}
