using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow;

/// <summary>A model as a graph with its weights as constants, for inference.</summary>
public static class FrozenGraph
{
    extension(Model model)
    {
        /// <summary>
        /// Writes the model, which is built, in inference mode as a graph of TensorFlow's standard operations, with its weights as constants. Inputs are named as the input layers, outputs as the layers
        /// they come from, with <c>_1</c> where the name is another's; characters that TensorFlow's names do not have become underscores. Pictures lie channels last within the graph
        /// whatever the model's data format; inputs and outputs lie as the model has them.
        /// </summary>
        /// <param name="options">Null for the model's inputs and outputs, and batches of any size.</param>
        /// <exception cref="ArgumentException">An option is not acceptable, a named layer does not exist, or a shape is not known; the message says which.</exception>
        /// <exception cref="NotSupportedException">A layer or an activation cannot be written; the message names it.</exception>
        public TensorFlowGraph ToTensorFlowGraph(TensorFlowGraphOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            options ??= new TensorFlowGraphOptions();
            options.Check();
            var flat = new FlatGraph(model, options.InputShapes, nameof(TensorFlowGraphOptions));
            if (options.Inputs is { } given) flat.Give(given);
            GraphValue[] outputs = options.Outputs is { } named ? [.. named.Select(flat.Find)] : flat.Outputs;
            if (options.Logits) outputs = [.. outputs.Select(flat.BeforeLastActivation)];
            if (options.Inputs is not null) flat.CheckGiven(options.Inputs, outputs);
            var calls = flat.Needed(outputs);
            var graph = new GraphBuilder();
            GraphTensor[] inputs = [.. Names(options.Inputs, model.Inputs).Select((name, i) => graph.Placeholder(DataType.Float, flat.Inputs[i].Shape.WithBatch(options.BatchSize ?? -1), name))];
            var nodes = new ModelNodes(graph, new ConstantNodes(graph, new VariableNames(model).Of), training: false, wanted: outputs);
            for (var i = 0; i < inputs.Length; i++) nodes.Give(flat.Inputs[i], inputs[i]);
            nodes.Write(calls);
            GraphTensor[] results = [.. Names(options.Outputs, model.Outputs).Select((name, i) => graph.Identity(nodes[outputs[i]], name))];
            return new TensorFlowGraph(graph.Build(inputs.Concat(results).Select(t => t.Node)), [.. inputs.Select(Endpoint)], [.. results.Select(Endpoint)]);
        }
    }

    private static IEnumerable<string> Names(IReadOnlyList<string>? given, IReadOnlyList<KerasTensor> own) => given ?? own.Select(tensor => tensor.Layer.Name);

    private static GraphEndpoint Endpoint(GraphTensor tensor) => new(tensor.Name, tensor.Type, tensor.Shape);
}
