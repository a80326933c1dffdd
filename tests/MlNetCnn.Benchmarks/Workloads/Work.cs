using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>Operations of a network for one picture: twice the multiply-adds that a direct computation of its convolutions and dense layers needs. Everything else is small.</summary>
internal static class Work
{
    /// <summary>Of the forward pass.</summary>
    public static double Forward(Model model) => model.Calls.Sum(Forward);

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
