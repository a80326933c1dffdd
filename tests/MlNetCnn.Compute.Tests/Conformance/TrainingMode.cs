using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>Outputs in training mode, which training steps alone show.</summary>
internal static class TrainingMode
{
    /// <summary>The output of the first step with a rate of 0.</summary>
    public static float[] Forward(Model model, IReadOnlyList<Tensor> inputs, CompileOptions? options = null, long seed = 0)
    {
        using var executable = new ManagedEngine().Compile(model, (options ?? new()) with { Training = new() { Optimizer = new Sgd(), Loss = new MeanSquaredError(), Seed = seed } });
        executable.LearningRate = 0;
        return executable.TrainStep(inputs, new Tensor(inputs[0].Batch, model.OutputShape)).Outputs.Span.ToArray();
    }
}
