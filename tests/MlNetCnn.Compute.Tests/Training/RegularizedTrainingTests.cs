using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Penalties;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>
/// Loss, class weights, penalties, optimizer and constraints in Keras's order, around a net that is written out here: 20 steps of real Keras (Reference/make_traces.py).
/// </summary>
public sealed unsafe class RegularizedTrainingTests : IDisposable
{
    private const int Batch = 10;
    private readonly List<IDisposable> _owned = [];
    private readonly WeightSlot[] _slots;
    private readonly NativeBuffer[] _gradients;
    private readonly NativeBuffer _hidden;
    private readonly NativeBuffer _hiddenGradient;
    private readonly float[] _x = ReferenceNumbers.Wave(60, 0.3);

    public RegularizedTrainingTests()
    {
        var net = new Sequential([6])
        {
            new Dense(8, kernelRegularizer: new L1L2(0.001, 0.01), biasRegularizer: new L2(0.1), kernelConstraint: new MaxNorm(0.8)),
            new Dense(3, kernelRegularizer: new OrthogonalRegularizer(0.05), kernelConstraint: new UnitNorm()),
        };
        net.Weights[0].SetValues(ReferenceNumbers.Wave(48, 1, 0.5));
        net.Weights[1].SetValues(ReferenceNumbers.Wave(8, 2, 0.1));
        net.Weights[2].SetValues(ReferenceNumbers.Wave(24, 3, 0.5));
        net.Weights[3].SetValues(ReferenceNumbers.Wave(3, 4, 0.1));
        _slots = [.. net.Weights.Select(w => Own(new WeightSlot(w)))];
        _gradients = [.. net.Weights.Select(w => Own(new NativeBuffer(w.Shape.Count)))];
        (_hidden, _hiddenGradient) = (Own(new NativeBuffer(Batch * 8)), Own(new NativeBuffer(Batch * 8)));
    }

    [Theory, InlineData("sgd_momentum", 2e-6), InlineData("adamw_ema", 1e-5)]
    public void Everything_together_follows_Keras(string name, double tolerance)
    {
        var trace = ReferenceNumbers.Read("traces.json").GetProperty($"regularized/{name}/categorical");
        Optimizer optimizer = name == "sgd_momentum" ? new Sgd(0.05, 0.9) : new AdamW(0.02, 0.1) { UseEma = true, EmaMomentum = 0.9, EmaOverwriteFrequency = 7 };
        var run = Own(new OptimizerRun(optimizer, _slots.Select((s, i) => (s, (NativeBuffer?)_gradients[i])), Kernels.Best, 2));
        var penalties = _slots.Select(s => Penalty.Of(s.Source)).ToArray();
        var rules = _slots.Select(s => Rule.Of(s.Source)).ToArray();
        var activity = new ActivityPenalty(new L1(0.02), [8], "dense");
        var targets = new Tensor(Batch, [1], Enumerable.Range(0, Batch).Select(i => (float)(i % 3)).ToArray());
        var weights = new ClassWeights(new Dictionary<int, double> { [0] = 0.5, [2] = 2 }).SampleWeights(targets);
        var expected = trace.GetProperty("losses").Doubles();
        for (var step = 0; step < 20; step++)
        {
            var gradient = new float[Batch * 3];
            var output = Forward();
            var loss = new SparseCategoricalCrossentropy(FromLogits: true).Compute(output, targets, weights, gradient);
            Backward(gradient, activity);
            for (var i = 0; i < 4; i++)
            {
                if (penalties[i] is not { } penalty) continue;
                int rows = _slots[i].Source.Shape[0], columns = _slots[i].Count / rows;
                loss += penalty.Value(_slots[i].Values, rows, columns, 2);
                penalty.AddGradient(Kernels.Best, _slots[i].Values, _gradients[i].Pointer, rows, columns, 1, 2);
            }

            loss += activity.Value(_hidden.Pointer, Batch, 2);
            Assert.Equal(expected[step], loss, tolerance);
            run.Apply();
            for (var i = 0; i < 4; i++) rules[i]?.Apply(_slots[i].Values);
        }

        AssertClose(trace.GetProperty("first_kernel").Doubles(), _slots[0].Span, 10 * tolerance);
        AssertClose(trace.GetProperty("kernel").Doubles(), _slots[2].Span, 10 * tolerance);
    }

    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }

    private T Own<T>(T value)
        where T : IDisposable
    {
        _owned.Add(value);
        return value;
    }

    /// <summary>tanh(x W + b) V + c.</summary>
    private Tensor Forward()
    {
        var output = new Tensor(Batch, [3]);
        for (var n = 0; n < Batch; n++)
        {
            for (var j = 0; j < 8; j++)
            {
                double sum = _slots[1].Span[j];
                for (var i = 0; i < 6; i++) sum += (double)_x[n * 6 + i] * _slots[0].Span[i * 8 + j];
                _hidden.Span[n * 8 + j] = (float)Math.Tanh(sum);
            }

            for (var k = 0; k < 3; k++)
            {
                double sum = _slots[3].Span[k];
                for (var j = 0; j < 8; j++) sum += (double)_hidden.Span[n * 8 + j] * _slots[2].Span[j * 3 + k];
                output[n][k] = (float)sum;
            }
        }

        return output;
    }

    private void Backward(float[] output, ActivityPenalty activity)
    {
        foreach (var gradient in _gradients) gradient.Span.Clear();
        for (var n = 0; n < Batch; n++)
            for (var j = 0; j < 8; j++)
            {
                double sum = 0;
                for (var k = 0; k < 3; k++) sum += (double)output[n * 3 + k] * _slots[2].Span[j * 3 + k];
                _hiddenGradient.Span[n * 8 + j] = (float)sum;
            }

        activity.AddGradient(Kernels.Best, _hidden.Pointer, _hiddenGradient.Pointer, Batch, 2);
        for (var n = 0; n < Batch; n++)
        {
            for (var k = 0; k < 3; k++)
            {
                _gradients[3].Span[k] += output[n * 3 + k];
                for (var j = 0; j < 8; j++) _gradients[2].Span[j * 3 + k] += _hidden.Span[n * 8 + j] * output[n * 3 + k];
            }

            for (var j = 0; j < 8; j++)
            {
                var y = _hidden.Span[n * 8 + j];
                var slope = _hiddenGradient.Span[n * 8 + j] * (1 - y * y);
                _gradients[1].Span[j] += slope;
                for (var i = 0; i < 6; i++) _gradients[0].Span[i * 8 + j] += _x[n * 6 + i] * slope;
            }
        }
    }
}
