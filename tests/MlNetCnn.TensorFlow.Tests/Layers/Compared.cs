using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Layers;

/// <summary>A written model beside the managed engine.</summary>
internal static class Compared
{
    /// <summary>Fails unless output and gradients are those of the managed engine: within 1e-5 of the tensor's largest magnitude, or the allowance.</summary>
    /// <param name="model">With its weights.</param>
    /// <param name="batch">Elements.</param>
    /// <param name="scale">Inputs lie between plus and minus this.</param>
    /// <param name="training">Whether layers run in training mode.</param>
    /// <param name="batches">Batch sizes that the graph is written for; -1 for any.</param>
    /// <param name="by">Gradients by what. Default: the inputs and all trainable weights.</param>
    /// <param name="relu">What goes back through relus.</param>
    /// <param name="relative">The allowance.</param>
    public static void Check(
        Model model, int batch, double scale = 1, bool training = false, int[]? batches = null, string[]? by = null, ReluGradient relu = ReluGradient.Standard, double relative = 1e-5)
    {
        by ??= ConformanceCase.Names(model);
        // The layers' noise is the run's, whose seed only one that trains has.
        var options = new CompileOptions { Precise = true, Threads = 1, Training = training ? new() { Optimizer = new Sgd(), Loss = new MeanSquaredError(), Seed = 3 } : null };
        using var executable = new ManagedEngine().Compile(model, options);
        foreach (var written in batches ?? [-1])
        {
            using var graph = new WrittenModel(model, by, training, written, relu);
            foreach (var size in written < 0 && !training ? new[] { batch, 1 } : [batch])
            {
                Tensor[] inputs = [.. model.Inputs.Select((input, i) => ConformanceNumbers.Batch(size, input.Shape, 1 + i, scale))];
                var dy = ConformanceNumbers.Batch(size, model.OutputShape, ConformanceNumbers.OutputGradient);
                var expected = executable.Differentiate(inputs, _ => dy, new GradientQuery { WithRespectTo = by, Training = training, Relu = relu });
                var actual = graph.Run(inputs, dy, seed: 3);
                AssertNear(expected.Output.Span, actual.Output, $"output of {size}", relative);
                for (var i = 0; i < by.Length; i++) AssertNear(expected.Gradients[i].Span, actual.Gradients[i], $"gradient by {by[i]} of {size}", relative);
            }
        }
    }

    public static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what, double relative = 1e-5)
    {
        double largest = 1e-3;
        foreach (var value in expected) largest = Math.Max(largest, Math.Abs(value));
        Closeness.AssertClose(expected, actual, relative * largest, 0, what);
    }
}
