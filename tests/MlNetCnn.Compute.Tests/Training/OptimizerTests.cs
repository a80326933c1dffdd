using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Training;

public class OptimizerTests
{
    private static readonly Dictionary<string, Optimizer> Cases = new()
    {
        ["sgd"] = new Sgd(0.05),
        ["sgd_momentum"] = new Sgd(0.05, 0.9),
        ["sgd_nesterov"] = new Sgd(0.05, 0.9, Nesterov: true),
        ["rmsprop"] = new RmsProp(0.01),
        ["rmsprop_centered_momentum"] = new RmsProp(0.01, Rho: 0.8, Momentum: 0.5, Epsilon: 1e-3, Centered: true),
        ["adam"] = new Adam(0.02),
        ["adam_amsgrad"] = new Adam(0.02, 0.8, 0.95, 1e-3, AmsGrad: true),
        ["adam_weight_decay"] = new Adam(0.02) { WeightDecay = 0.1 },
        ["sgd_clipnorm"] = new Sgd(0.05) { ClipNorm = 0.5 },
        ["sgd_clipvalue"] = new Sgd(0.05) { ClipValue = 0.25 },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    /// <summary>20 steps with the gradient w / 2 + cos(t + i), next to the same in float64.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Optimizer_follows_the_formula_of_Keras(string name)
    {
        var table = ReferenceNumbers.Read("optimizers.json").GetProperty(name);
        foreach (var level in SimdLevels.Available)
        {
            // Five values, repeated past a vector's width, so that whole vectors and the odd end are both at work.
            const int Copies = 9;
            var net = new Sequential([Copies]) { new Dense(5, useBias: false) };
            var weight = net.Weights[0];
            float[] start = [0.5f, -1, 2, 0.1f, -0.3f];
            weight.SetValues([.. Enumerable.Range(0, 5 * Copies).Select(i => start[i % 5])]);
            using var slot = new WeightSlot(weight);
            using var gradient = new NativeBuffer(slot.Count);
            // The norm of nine copies is three times as large.
            var optimizer = Cases[name] is { ClipNorm: { } norm } clipped ? clipped with { ClipNorm = norm * 3 } : Cases[name];
            using var run = new OptimizerRun(optimizer, [(slot, gradient)], Kernels.For(level), 2);
            for (var t = 0; t < 20; t++)
            {
                for (var i = 0; i < slot.Count; i++) gradient.Span[i] = (float)(0.5 * slot.Span[i] + Math.Cos(t + i % 5));
                run.Apply();
                var expected = table[t].Doubles();
                for (var i = 0; i < slot.Count; i++) Assert.Equal(expected[i % 5], slot.Span[i], 1e-5);
            }
        }
    }

    [Fact]
    public void Global_clipnorm_scales_all_gradients_together()
    {
        var net = new Sequential([2]) { new Dense(1) };
        foreach (var w in net.Weights) w.SetValues(new float[w.Shape.Count]);
        using var kernel = new WeightSlot(net.Weights[0]);
        using var bias = new WeightSlot(net.Weights[1]);
        using var g1 = new NativeBuffer(2);
        using var g2 = new NativeBuffer(1);
        (g1.Span[0], g1.Span[1], g2.Span[0]) = (2, 3, 6); // norm 7
        using var run = new OptimizerRun(new Sgd(1) { GlobalClipNorm = 3.5 }, [(kernel, g1), (bias, g2)], Kernels.Best, 1);
        run.Apply();
        Assert.Equal([-1f, -1.5f], kernel.Span.ToArray());
        Assert.Equal([-3f], bias.Span.ToArray());
    }

    [Fact]
    public void Optimizers_refuse_values_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1, Momentum: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(Rho: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(Beta2: 2));
    }
}
