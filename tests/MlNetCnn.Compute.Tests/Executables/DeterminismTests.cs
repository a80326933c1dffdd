using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Training ends at the same weights, bit for bit, whatever it runs on.</summary>
public class DeterminismTests
{
    private static readonly Dictionary<string, Optimizer> Rules = new()
    {
        ["sgd"] = new Sgd(0.01, 0.9),
        ["rmsprop"] = new RmsProp(1e-3),
        ["adam"] = new Adam(1e-3),
        // Norms need whole gradients: another way through the step.
        ["clipped"] = new Sgd(0.01, 0.9, Nesterov: true) { GlobalClipNorm = 0.5, WeightDecay = 0.01 },
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var net in ContractNets.All.Keys)
                foreach (var rule in Rules.Keys) data.Add(net, rule);
            return data;
        }
    }

    /// <summary>Weights after steps with batches that grow and shrink.</summary>
    private static float[] Train(string name, string rule, SimdLevel level, int threads, long seed = 7)
    {
        var net = ContractNets.All[name]();
        var training = new TrainingOptions { Optimizer = Rules[rule], Loss = new SparseCategoricalCrossentropy(), Seed = seed };
        using var executable = new ManagedEngine(level).Compile(net, new() { Threads = threads, Training = training });
        foreach (var batch in new[] { 3, 6, 1, 6 })
        {
            var (x, labels) = ContractNets.Data(net, batch, $"batch/{batch}");
            Assert.True(double.IsFinite(executable.TrainStep([x], labels).Loss));
        }

        // What does not move shows nothing.
        var before = net.Weights.Select(w => w.Values.ToArray()).ToArray();
        executable.ReadWeights();
        for (var i = 0; i < before.Length; i++) Assert.False(net.Weights[i].Values.SequenceEqual(before[i]), $"{net.Weights[i].Path} did not move.");
        return ContractNets.Weights(net);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Weights_do_not_depend_on_threads_vectors_or_repetition(string net, string rule)
    {
        var expected = Train(net, rule, SimdLevels.Best, 1);
        AssertSame(expected, Train(net, rule, SimdLevels.Best, 1), "on repetition");
        for (var threads = 2; threads <= 4; threads++) AssertSame(expected, Train(net, rule, SimdLevels.Best, threads), $"with {threads} threads");
        foreach (var level in SimdLevels.Available.Where(l => l != SimdLevels.Best)) AssertSame(expected, Train(net, rule, level, 2), $"at {level}");
        Assert.NotEqual(expected, Train(net, rule, SimdLevels.Best, 1, seed: 8));
    }

    private static void AssertSame(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var different = expected.Zip(actual).Count(p => BitConverter.SingleToInt32Bits(p.First) != BitConverter.SingleToInt32Bits(p.Second));
        Assert.True(different == 0, $"{different} of {expected.Length} weights differ {what}.");
    }
}
