using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Support;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>The optimizers beside 20 steps of real Keras in float64 (Reference/make_optimizers.py).</summary>
public class OptimizerTests
{
    private static readonly int[] RecordedSteps = [1, 2, 3, 5, 10, 15, 20];

    private static readonly Dictionary<string, Optimizer> Cases = new()
    {
        ["sgd"] = new Sgd(0.05),
        ["sgd_momentum"] = new Sgd(0.05, 0.9),
        ["sgd_nesterov"] = new Sgd(0.05, 0.9, Nesterov: true),
        ["sgd_nesterov_weight_decay"] = new Sgd(0.05, 0.9, Nesterov: true) { WeightDecay = 0.01 },
        ["sgd_clipnorm"] = new Sgd(0.05) { ClipNorm = 1.5 },
        ["sgd_global_clipnorm"] = new Sgd(0.05) { GlobalClipNorm = 2.5 },
        ["sgd_clipvalue"] = new Sgd(0.05) { ClipValue = 0.25 },
        ["sgd_ema"] = new Sgd(0.05) { UseEma = true, EmaMomentum = 0.8 },
        ["sgd_ema_overwrite"] = new Sgd(0.05, 0.5) { UseEma = true, EmaMomentum = 0.7, EmaOverwriteFrequency = 3 },
        ["rmsprop"] = new RmsProp(0.01),
        ["rmsprop_momentum"] = new RmsProp(0.01, Momentum: 0.9),
        ["rmsprop_centered"] = new RmsProp(0.01, Centered: true),
        ["rmsprop_centered_momentum"] = new RmsProp(0.01, Rho: 0.8, Momentum: 0.5, Epsilon: 1e-3, Centered: true),
        ["rmsprop_weight_decay_clipvalue"] = new RmsProp(0.01) { WeightDecay = 0.1, ClipValue = 0.5 },
        ["adam"] = new Adam(0.02),
        ["adam_amsgrad"] = new Adam(0.02, 0.8, 0.95, 1e-3, AmsGrad: true),
        ["adam_weight_decay"] = new Adam(0.02) { WeightDecay = 0.1 },
        ["adam_clipnorm"] = new Adam(0.02) { ClipNorm = 1 },
        ["adam_ema"] = new Adam { UseEma = true },
        ["adamw"] = new AdamW(),
        ["adamw_amsgrad"] = new AdamW(0.02, 0.05, 0.8, 0.95, 1e-3, amsGrad: true),
        ["adagrad"] = new Adagrad(0.05),
        ["adagrad_options"] = new Adagrad(0.05, 0.5, 1e-2) { WeightDecay = 0.1, GlobalClipNorm = 2 },
        ["adadelta"] = new Adadelta(),
        ["adadelta_options"] = new Adadelta(1, 0.8, 1e-4) { WeightDecay = 0.01 },
        ["adamax"] = new Adamax(0.02),
        ["adamax_options"] = new Adamax(0.02, 0.7, 0.9, 1e-2) { ClipValue = 0.5 },
        ["nadam"] = new Nadam(0.02),
        ["nadam_options"] = new Nadam(0.02, 0.8, 0.95, 1e-3) { WeightDecay = 0.1 },
        ["lion"] = new Lion(0.01),
        ["lion_options"] = new Lion(0.01, 0.6, 0.8) { WeightDecay = 0.5 },
        ["ftrl"] = new Ftrl(0.05),
        ["ftrl_options"] = new Ftrl(0.05, -0.7, 0.2, 0.05, 0.1, 0.02, 0.3),
        ["sgd_accumulate_2"] = new Sgd(0.05) { GradientAccumulationSteps = 2 },
        ["sgd_momentum_accumulate_4"] = new Sgd(0.05, 0.9) { GradientAccumulationSteps = 4 },
        ["sgd_clipnorm_accumulate_3"] = new Sgd(0.05) { ClipNorm = 0.7, WeightDecay = 0.1, GradientAccumulationSteps = 3 },
        ["sgd_global_clipnorm_accumulate_2"] = new Sgd(0.05) { GlobalClipNorm = 1.2, GradientAccumulationSteps = 2 },
        ["sgd_ema_overwrite_accumulate_2"] = new Sgd(0.05, 0.5) { UseEma = true, EmaMomentum = 0.7, EmaOverwriteFrequency = 3, GradientAccumulationSteps = 2 },
        ["adam_accumulate_2"] = new Adam(0.02) { GradientAccumulationSteps = 2 },
        ["adam_accumulate_4"] = new Adam(0.02, AmsGrad: true) { ClipValue = 0.4, GradientAccumulationSteps = 4 },
        ["adamw_ema_accumulate_3"] = new AdamW(0.02) { UseEma = true, EmaMomentum = 0.8, GradientAccumulationSteps = 3 },
        ["nadam_accumulate_3"] = new Nadam(0.02) { GradientAccumulationSteps = 3 },
        ["adamax_accumulate_3"] = new Adamax(0.02) { GradientAccumulationSteps = 3 },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Optimizer_follows_Keras_over_20_steps(string name)
    {
        var table = ReferenceNumbers.Read("optimizers.json").GetProperty(name);
        using var bench = new OptimizerBench(Cases[name]);
        for (var (t, row) = (1, 0); t <= 20; t++)
        {
            bench.Step();
            if (RecordedSteps.Contains(t)) AssertClose(table.GetProperty("rows")[row++].Doubles(), bench.Weights, $"step {t}");
        }

        AssertSlots(table.GetProperty("slots"), bench.Run);
        bench.Run.FinalizeEma();
        var final = table.TryGetProperty("final", out var values) ? values : table.GetProperty("rows")[RecordedSteps.Length - 1];
        AssertClose(final.Doubles(), bench.Weights, "the end");
    }

    /// <summary>Odd ranges, in an odd order, from a gradient that has nothing else: as the fused backward pass updates.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Every_width_and_every_split_gives_the_same_bits(string name)
    {
        using var expected = new OptimizerBench(Cases[name], Kernels.Best);
        for (var t = 0; t < 20; t++) expected.Step();
        foreach (var level in SimdLevels.Available)
        {
            using var whole = new OptimizerBench(Cases[name], Kernels.For(level));
            for (var t = 0; t < 20; t++) whole.Step();
            Assert.Equal(expected.Weights, whole.Weights);
            Assert.Equal(expected.Run.Slots.Select(s => s.Slot.Values.ToArray()), whole.Run.Slots.Select(s => s.Slot.Values.ToArray()));
            if (!OptimizerRun.CanUpdateByRange(Cases[name])) continue;
            using var split = new OptimizerBench(Cases[name], Kernels.For(level), byRange: true);
            for (var t = 0; t < 20; t++) split.StepByRange(t % 2 == 0 ? [(17, 19), (0, 17)] : [(3, 4), (4, 19), (0, 3)]);
            Assert.Equal(expected.Weights, split.Weights);
            Assert.Equal(expected.Run.Slots.Select(s => s.Slot.Values.ToArray()), split.Run.Slots.Select(s => s.Slot.Values.ToArray()));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_run_goes_on_from_its_snapshot_bit_for_bit(string name)
    {
        using var straight = new OptimizerBench(Cases[name]);
        for (var t = 0; t < 20; t++) straight.Step();
        using var first = new OptimizerBench(Cases[name]);
        for (var t = 0; t < 9; t++) first.Step();
        using var second = new OptimizerBench(Cases[name]);
        second.Load(first.Weights);
        second.Run.Import(first.Run.Export());
        Assert.Equal(9, second.Run.Steps);
        for (var t = 0; t < 11; t++) second.Step();
        Assert.Equal(straight.Weights, second.Weights);
    }

    [Fact]
    public void A_snapshot_that_does_not_fit_is_refused_and_nothing_changes()
    {
        using var amsgrad = new OptimizerBench(new Adam(AmsGrad: true));
        using var plain = new OptimizerBench(new Adam());
        amsgrad.Step();
        var before = amsgrad.Run.Slots.First().Slot.Values.ToArray();
        var error = Assert.Throws<ArgumentException>(() => amsgrad.Run.Import(plain.Run.Export()));
        Assert.Contains("missing [a/kernel:velocity_hat (19 values), b/kernel:velocity_hat (3 values)]", error.Message);
        Assert.Equal(before, amsgrad.Run.Slots.First().Slot.Values.ToArray());
        Assert.Equal(1, amsgrad.Run.Steps);
        using var sgd = new OptimizerBench(new Sgd());
        Assert.Contains("'sgd'", Assert.Throws<ArgumentException>(() => plain.Run.Import(sgd.Run.Export())).Message);
    }

    [Fact]
    public void A_gradient_of_NaN_is_seen_in_the_weights_even_where_it_is_clipped()
    {
        foreach (var optimizer in new Optimizer[] { new Sgd { ClipNorm = 1 }, new Sgd { GlobalClipNorm = 1 }, new Adam { ClipValue = 1 }, new Adamax(), new Lion() })
        {
            using var bench = new OptimizerBench(optimizer);
            bench.Step(poison: 2);
            Assert.True(float.IsNaN(bench.Weights[2]), optimizer.Name);
            Assert.Equal(optimizer.GlobalClipNorm is not null, float.IsNaN(bench.Weights[20]));
        }
    }

    [Fact]
    public void Large_weights_are_updated_in_pieces_and_norms_do_not_depend_on_threads()
    {
        float[] Train(int threads)
        {
            using var bench = new OptimizerBench(new Adam { GlobalClipNorm = 1 }, threads: threads, count: 100_003);
            for (var t = 0; t < 3; t++) bench.Step();
            return bench.Weights;
        }

        var one = Train(1);
        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(4));
    }

    [Fact]
    public void Moving_averages_stay_out_of_the_weights_until_the_end()
    {
        using var plain = new OptimizerBench(new Sgd(0.05));
        using var averaged = new OptimizerBench(new Sgd(0.05) { UseEma = true });
        var start = averaged.Weights;
        averaged.Run.FinalizeEma();
        Assert.Equal(start, averaged.Weights); // no step, no average
        for (var t = 0; t < 5; t++)
        {
            plain.Step();
            averaged.Step();
        }

        Assert.Equal(plain.Weights, averaged.Weights);
        averaged.Run.FinalizeEma();
        Assert.NotEqual(plain.Weights, averaged.Weights);
    }

    [Fact]
    public void Optimizers_refuse_values_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1, Momentum: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd() with { Momentum = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(Rho: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(Beta2: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(weightDecay: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(beta1: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(InitialAccumulatorValue: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adadelta(Rho: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adamax(Epsilon: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Nadam(Beta1: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(Beta1: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(LearningRatePower: 0.5));
    }

    [Fact]
    public void Validation_lists_all_that_is_wrong_with_the_common_options()
    {
        var optimizer = new Adam { WeightDecay = -1, ClipNorm = 0, ClipValue = 2.5, EmaMomentum = 1.5, EmaOverwriteFrequency = 0, GradientAccumulationSteps = 1 };
        var message = Assert.Throws<ArgumentException>(optimizer.Validate).Message;
        Assert.Contains("'adam'", message);
        Assert.Contains("WeightDecay must be finite and not negative, not -1", message);
        Assert.Contains("ClipNorm must be positive and finite, not 0", message);
        Assert.Contains("not ClipNorm = 0 and ClipValue = 2.5", message);
        Assert.Contains("EmaMomentum lies between 0 and 1, not 1.5", message);
        Assert.Contains("EmaOverwriteFrequency is a number of steps from 1, not 0", message);
        Assert.Contains("GradientAccumulationSteps is a number of batches from 2, not 1", message);
        Assert.Throws<ArgumentException>(() => new OptimizerBench(new Sgd { ClipNorm = 1, GlobalClipNorm = 1 }));
        new Adam { ClipValue = 1, UseEma = true, EmaOverwriteFrequency = 1 }.Validate();
    }

    [Fact]
    public void Clipping_by_norms_and_accumulation_cannot_be_done_by_ranges()
    {
        Assert.False(OptimizerRun.CanUpdateByRange(new Sgd { GlobalClipNorm = 1 }));
        Assert.False(OptimizerRun.CanUpdateByRange(new Sgd { GradientAccumulationSteps = 2 }));
        Assert.True(OptimizerRun.CanUpdateByRange(new Sgd { ClipValue = 1 }));
        Assert.Throws<InvalidOperationException>(() => new OptimizerBench(new Sgd { ClipNorm = 1 }, byRange: true));
    }

    private static void AssertSlots(System.Text.Json.JsonElement expected, OptimizerRun run)
    {
        var slots = run.Slots.ToArray();
        Assert.Equal(expected.GetArrayLength(), slots.Length);
        for (var s = 0; s < slots.Length; s++)
        {
            // Keras: optimizer/weight_slot, or optimizer/slot.
            Assert.EndsWith(slots[s].Slot.Name, expected[s][0].GetString());
            var values = expected[s][1].Doubles();
            AssertClose(values, slots[s].Slot.Values.ToArray(), expected[s][0].GetString()!);
        }
    }

    /// <summary>1e-6 of the largest value: rounding stays from the steps before, when small values may have been larger.</summary>
    private static void AssertClose(double[] expected, float[] actual, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        var allowed = 1e-6 * expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{where}, value {i}: expected {expected[i]:R}, actual {actual[i]:R}, allowed error {allowed:R}.");
    }
}
