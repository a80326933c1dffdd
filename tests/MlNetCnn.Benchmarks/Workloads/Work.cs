using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>Operations of a network for one picture: twice the multiply-adds that a direct computation of its convolutions and dense layers needs. Everything else is small.</summary>
internal static class Work
{
    /// <summary>Of the forward pass.</summary>
    /// <param name="model">The network.</param>
    /// <param name="last">The layer that it ends with; null for all of it. Networks with branches end with their last.</param>
    public static double Forward(Model model, string? last = null) => UpTo(model, last).Sum(Forward);

    /// <summary>Of the gradient by a layer's output: what stands above it, once.</summary>
    /// <param name="model">The network.</param>
    /// <param name="by">Which layer.</param>
    /// <param name="last">The layer that the network ends with; null for all of it.</param>
    public static double Above(Model model, Func<Model, string> by, string? last = null)
    {
        var first = by(model);
        var reached = new HashSet<KerasTensor>();
        double total = 0;
        foreach (var call in UpTo(model, last))
        {
            if (call.Inputs.Any(reached.Contains))
            {
                total += Forward(call);
                reached.UnionWith(call.Outputs);
            }

            if (call.Layer.Name == first) reached.UnionWith(call.Outputs);
        }

        return total;
    }

    /// <summary>
    /// Of a training step: the forward pass, the gradient of every kernel that is trained, and the gradient of every input on which a trained kernel depends.
    /// The first layer's input and everything below a frozen part need none.
    /// </summary>
    public static double Step(Model model)
    {
        var trained = new HashSet<KerasTensor>();
        double total = 0;
        foreach (var call in model.Calls)
        {
            var work = Forward(call);
            var below = call.Inputs.Any(trained.Contains);
            var own = call.Layer.Trainable && call.Layer.Weights.Any(w => w.Trainable);
            total += work * (1 + (own ? 1 : 0) + (below ? 1 : 0));
            if (below || own) trained.UnionWith(call.Outputs);
        }

        return total;
    }

    private static IEnumerable<Node> UpTo(Model model, string? last)
    {
        foreach (var call in model.Calls)
        {
            yield return call;
            if (call.Layer.Name == last) yield break;
        }
    }

    private static double Forward(Node call) => call.Layer switch
    {
        Model => throw new NotSupportedException($"{call.Layer.Name} is a model inside a model; benchmarks are flat graphs."),
        Conv2D c => 2.0 * c.Kernel!.Shape.Count * Places(call.Outputs[0].Shape),
        DepthwiseConv2D d => 2.0 * d.Kernel!.Shape.Count * Places(call.Outputs[0].Shape),
        Dense d => 2.0 * d.Kernel!.Shape.Count * call.Inputs[0].Shape.Count / call.Inputs[0].Shape[^1],
        _ => 0,
    };

    private static double Places(Shape output) => (double)output[0] * output[1];
}
