using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.Compute.Tests.Contract;

/// <summary>What <see cref="IExecutable"/> promises, whichever engine made it. Compiled into the tests of every engine.</summary>
public abstract partial class ExecutableContract
{
    private const int Count = 3;

    /// <summary>The engine.</summary>
    protected abstract IEngine Engine { get; }

    private static TrainingOptions Training(Optimizer? optimizer = null) => new() { Optimizer = optimizer ?? new Sgd(0.05, 0.9), Loss = new SparseCategoricalCrossentropy(), Seed = 3 };

    private static Tensor X(string name = "input") => ContractData.Batch(Count, [9, 8, 3], name);

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double error = 1e-5)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= error, $"[{i}]: expected {expected[i]}, actual {actual[i]}.");
    }

    private static void Refuses<T>(Action action, params string[] parts)
        where T : Exception
    {
        var message = Assert.Throws<T>(action).Message;
        foreach (var part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
    }
}
