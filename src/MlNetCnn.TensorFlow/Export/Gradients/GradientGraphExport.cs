using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow;

/// <summary>Models as TensorFlow graphs that give gradients of a score.</summary>
public static class GradientGraphExport
{
    extension(Model model)
    {
        /// <summary>
        /// Writes the model, frozen and in inference mode, with the gradients of a scalar of its first output by layers' outputs, inputs or weights: Grad-CAM on any TensorFlow.
        /// </summary>
        /// <param name="layers">Names as for <see cref="GradientQuery.WithRespectTo"/>: layers (<c>outer/inner</c> in nested models), inputs, or weights (<c>layer/kernel</c>).</param>
        /// <param name="options">Null for the defaults.</param>
        /// <returns>The graph with the names of its nodes.</returns>
        /// <exception cref="ArgumentException">The model is not built, a name is none of its (the message lists the nearest), the output does not depend on it, or options do not fit.</exception>
        /// <exception cref="NotSupportedException">A layer or an activation cannot be written, or has no gradient; the message names it.</exception>
        public TensorFlowGradientGraph ToTensorFlowGradientGraph(IReadOnlyList<string> layers, GradientGraphOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(layers);
            options ??= new GradientGraphOptions();
            options.Check();
            var compiled = new CompiledGraph("tensorflow", model, new CompileOptions { InputShapes = options.InputShapes, Logits = options.Logits });
            var asked = compiled.Targets(new GradientQuery { WithRespectTo = layers, Relu = options.Relu });
            var graph = new GraphBuilder(options.Prefix);
            var names = new VariableNames(model);
            var weights = new ConstantNodes(graph, weight => $"weights/{names.Of(weight)}");
            var nodes = new ModelNodes(graph, weights, training: false, [compiled.Outputs[0]], [.. asked.By.Select(t => t.Value).OfType<Keras.Flat.GraphValue>()]);
            GraphTensor[] inputs = [.. compiled.Inputs.Select((input, i) => graph.Placeholder(DataType.Float, input.Shape.WithBatch(), name: model.Inputs[i].Layer.Name))];
            foreach (var (value, tensor) in compiled.Inputs.Zip(inputs)) nodes.Give(value, tensor);
            nodes.Write(asked.Calls);
            var output = graph.Identity(nodes[compiled.Outputs[0]], name: "output");
            var outputGradient = graph.Placeholder(DataType.Float, output.Shape, name: "output_gradient");
            GraphTensor[] by = [.. asked.By.Select(t => t.Weight is { } weight ? weights.Read(weight) : nodes[t.Value!])];
            var gradients = Graphs.Gradients.Add(graph, [(output, outputGradient)], by, options.Relu);
            // A node that is fed cannot be fetched too.
            GraphTensor Fetched(string name, GraphTensor value) => value.Node.Op == "Placeholder" ? graph.Identity(value, name: $"value/{name}") : value;
            GradientGraphLayer[] found =
                [.. layers.Select((name, i) => new GradientGraphLayer(name, Fetched(name, by[i]).Name, graph.Identity(gradients[i] ?? graph.ZerosLike(by[i]), name: $"gradient/{name}").Name))];
            return new TensorFlowGradientGraph(graph.Build(), [.. inputs.Select(i => i.Name)], output.Name, outputGradient.Name, found);
        }
    }
}
