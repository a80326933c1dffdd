using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Managed;

/// <summary>An operation between values.</summary>
internal sealed class Step(Operation operation, GraphValue[] inputs, GraphValue output)
{
    public Operation Operation { get; } = operation;

    public GraphValue[] Inputs { get; } = inputs;

    /// <summary>What it makes; folding later steps in moves it to theirs.</summary>
    public GraphValue Output { get; private set; } = output;

    /// <summary>Whether the output is the layer's (and not what its activation takes).</summary>
    public bool EndsLayer { get; private set; } = true;

    /// <summary>Whether the layer's output is penalised (Keras's <c>activity_regularizer</c>).</summary>
    public bool HasPenalty => EndsLayer && Operation.Site.Layer.ActivityRegularizer is not null;

    /// <summary>Takes a later step's place as well as this one's.</summary>
    public void Absorb(Step next) => (Output, EndsLayer) = (next.Output, next.EndsLayer);

    /// <summary>Makes the steps of calls. A layer that ends with an activation makes two.</summary>
    /// <exception cref="NotSupportedException">A layer or activation that the engine cannot run.</exception>
    public static List<Step> Make(IReadOnlyList<LayerCall> calls, WeightStore weights, Kernels kernels, ConvolutionChoice convolutions)
    {
        var steps = new List<Step>();
        try
        {
            foreach (var call in calls)
            {
                var site = new OperationSite(call.Layer, call.Path, [.. call.Inputs.Select(i => i.Shape)], call.Output.Shape, weights, kernels) { Convolutions = convolutions };
                var operation = Operation.Create(site);
                var linear = ReferenceEquals(operation.Activation, Keras.Activations.Linear);
                var own = linear ? call.Output : new GraphValue(call.Output.Shape);
                steps.Add(new Step(operation, call.Inputs, own) { EndsLayer = linear });
                if (!linear)
                    steps.Add(new Step(new FunctionOperation(site with { Inputs = [call.Output.Shape] }, FunctionOperation.Find(site, operation.Activation)), [own], call.Output));
            }
        }
        catch
        {
            foreach (var step in steps) step.Operation.Dispose();
            throw;
        }

        return steps;
    }
}
