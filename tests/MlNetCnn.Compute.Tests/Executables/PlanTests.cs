using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Measured plans: from the measurement through JSON to the way that a convolution takes.</summary>
public class PlanTests
{
    private static Sequential Make() => ContractNets.Of(
        [12, 11, 16],
        new Conv2D(32, 3, padding: Padding.Same, activation: "relu", name: "first"), new Conv2D(32, 3, name: "second"), new Conv2D(20, 3, strides: 2, name: "strided"),
        new GlobalAveragePooling2D(), new Dense(5, activation: "softmax"));

    [Fact]
    public void A_measured_plan_names_every_convolution_that_has_a_choice_and_survives_JSON()
    {
        var training = new TrainingOptions { Optimizer = new Sgd(), Loss = new SparseCategoricalCrossentropy() };
        var net = Make();
        var forward = new ManagedEngine().MeasurePlan(net, batch: 2);
        Assert.Equal(["forward 12x11x16 to 12x11x32", "forward 12x11x32 to 10x9x32"], forward.Methods.Keys.Order(StringComparer.Ordinal));
        var plan = new ManagedEngine().MeasurePlan(net, new() { Training = training, Threads = 1 }, batch: 1);
        Assert.Equal(6, plan.Methods.Count);
        var read = ConvolutionPlan.FromJson(plan.ToJson());
        Assert.Equal(plan.Methods.OrderBy(m => m.Key, StringComparer.Ordinal), read.Methods.OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.Equal(plan.ToJson(), read.ToJson());

        // It runs, forward and in training, and computes the same net.
        var x = Net.Batch(3, [12, 11, 16]);
        using var measured = new ManagedEngine().Compile(net, new() { ConvolutionPlan = read, Training = training });
        using var precise = new ManagedEngine().Compile(net, new() { Precise = true, Training = training });
        AssertNear(precise.Predict([x])[0].Span, measured.Predict([x])[0].Span, 1e-4);
        var labels = new Tensor(3, [1], new float[] { 0, 3, 4 });
        Assert.Equal(precise.TrainStep([x], labels).Loss, measured.TrainStep([x], labels).Loss, 1e-4);
    }

    [Fact]
    public void A_plan_decides_the_way_that_is_taken()
    {
        var net = Make();
        var x = Net.Batch(2, [12, 11, 16]);
        var dy = ConformanceNumbers.Batch(2, [5], 1);
        string[] names = [net.Inputs[0].Layer.Name, "first/kernel", "second/kernel"];
        float[][] With(CompileOptions options)
        {
            using var executable = new ManagedEngine().Compile(net, options);
            return [executable.Predict([x])[0].Span.ToArray(), .. executable.Gradient([x], dy, names).Select(g => g.Span.ToArray())];
        }

        string[] keys = [.. new[] { "forward", "input", "kernel" }.SelectMany(pass => new[] { $"{pass} 12x11x16 to 12x11x32", $"{pass} 12x11x32 to 10x9x32" })];
        var exact = With(new() { Precise = true });
        var seen = new List<float[]>();
        foreach (var way in (string[])["direct", "winograd2", "winograd3", "winograd4"])
        {
            var found = With(new() { ConvolutionPlan = new(keys.Select(k => KeyValuePair.Create(k, way))) });
            for (var i = 0; i < exact.Length; i++)
            {
                if (way == "direct") Assert.Equal(exact[i], found[i]);
                else AssertNear(exact[i], found[i], 1e-4);
            }

            // The kernel's gradient has the roundings of the way that it was made in.
            Assert.DoesNotContain(seen, s => s.SequenceEqual(found[2]));
            seen.Add(found[2]);
        }

        // One pass alone: the others keep their own ways.
        var only = With(new() { ConvolutionPlan = new([KeyValuePair.Create("kernel 12x11x32 to 10x9x32", "winograd2")]) });
        var plain = With(new());
        Assert.Equal(plain[0], only[0]);
        Assert.Equal(plain[1], only[1]);
        Assert.NotEqual(plain[3], only[3]);
        // A plan for another net changes nothing.
        var other = With(new() { ConvolutionPlan = new([KeyValuePair.Create("forward 9x9x9 to 9x9x9", "winograd2")]) });
        for (var i = 0; i < plain.Length; i++) Assert.Equal(plain[i], other[i]);
    }

    [Fact]
    public void Plans_that_are_none_are_refused()
    {
        Assert.Contains("winograd5", Assert.Throws<ArgumentException>(() => new ConvolutionPlan([KeyValuePair.Create("forward 9x9x9 to 9x9x9", "winograd5")])).Message, StringComparison.Ordinal);
        foreach (var json in (string[])["", "null", "[]", "{\"a\": 1}", "{\"a\": \"fft\"}"]) Assert.Throws<FormatException>(() => ConvolutionPlan.FromJson(json));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ManagedEngine().MeasurePlan(Make(), batch: 0));
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double relative)
    {
        double most = 0, worst = 0;
        for (var i = 0; i < expected.Length; i++) (most, worst) = (Math.Max(most, Math.Abs(expected[i])), Math.Max(worst, Math.Abs(expected[i] - actual[i])));
        Assert.True(worst <= relative * most, $"{worst} apart, the largest value is {most}.");
    }
}
