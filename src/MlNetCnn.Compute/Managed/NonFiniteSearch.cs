using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>Finds where NaN or infinity first appears in a training step, by running it forward once more, layer by layer.</summary>
internal static unsafe class NonFiniteSearch
{
    /// <summary>Names the first input, weight or layer's output that is not finite.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="steps">Steps to its output, made for this search, which disposes of them.</param>
    /// <param name="inputs">The batch.</param>
    /// <param name="batch">Elements.</param>
    /// <param name="training">The step; what it would change (moving statistics) stays.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="threads">Threads used at most.</param>
    /// <returns>Null when all is finite.</returns>
    public static string? Run(FlatGraph graph, List<Step> steps, float*[] inputs, int batch, TrainingStep training, Kernels kernels, int threads)
    {
        // Everything is computed anew, with nothing folded in, when all inputs and layers' outputs are asked for.
        using var everything = new DifferentiableGraph(
            steps, graph.Inputs, graph.Outputs[0], new GradientRequest([.. graph.Inputs, .. steps.Select(s => s.Output)], [], true) { ForwardOnly = true }, kernels, threads);
        for (var i = 0; i < inputs.Length; i++)
            if (!IsFinite(new ReadOnlySpan<float>(inputs[i], checked((int)(graph.Inputs[i].Count * batch))))) return $"input {i}";

        string? found = null;
        everything.Forward(inputs, batch, training with { IsRepeated = true }, (step, output) =>
        {
            if (found is not null) return;
            var site = step.Operation.Site;
            foreach (var weight in site.Layer.Weights)
            {
                if (IsFinite(site.Weights.ValuesOf(weight))) continue;
                found = $"weight {site.Path}/{weight.Name} ({site.Layer.ClassName})";
                return;
            }

            if (!IsFinite(output)) found = $"output of {site.Path} ({site.Layer.ClassName})";
        });
        return found;
    }

    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
            if (!float.IsFinite(value)) return false;
        return true;
    }
}
