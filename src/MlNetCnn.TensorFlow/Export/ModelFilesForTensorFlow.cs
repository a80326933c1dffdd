using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow;

/// <summary>Models as the files that TensorFlow and its relatives load, for inference: the graph of <c>ToTensorFlowGraph</c>, frozen, with inputs and outputs named as the layers.</summary>
public static class ModelFilesForTensorFlow
{
    extension(Model model)
    {
        /// <summary>Saves the model as a frozen graph: one <c>GraphDef</c> file (<c>.pb</c>), written whole.</summary>
        /// <param name="path">The file; an older one is replaced.</param>
        /// <param name="options">Null for the model's inputs and outputs, and batches of any size.</param>
        /// <returns>What was written: the names of inputs and outputs.</returns>
        /// <exception cref="ArgumentException">An option is not acceptable, or a shape is not known.</exception>
        /// <exception cref="NotSupportedException">A layer cannot be written, or the graph has 2 GiB or more.</exception>
        public TensorFlowGraph SaveTensorFlowGraph(string path, TensorFlowGraphOptions? options = null)
        {
            var graph = model.ToTensorFlowGraph(options);
            graph.Graph.Save(path);
            return graph;
        }

        /// <summary>Saves the model as a SavedModel with the signature <c>serving_default</c>: for <c>tf.saved_model.load</c>, TensorFlow Serving, TensorFlow Lite's converter ...</summary>
        /// <param name="folder">The folder; made where it is not there.</param>
        /// <param name="options">Null for the model's inputs and outputs, and batches of any size.</param>
        /// <returns>What was written: the names of inputs and outputs, also those of the signature.</returns>
        /// <inheritdoc cref="SaveTensorFlowGraph(Model, string, TensorFlowGraphOptions)" path="/exception"/>
        public TensorFlowGraph SaveSavedModel(string folder, TensorFlowGraphOptions? options = null)
        {
            var graph = model.ToTensorFlowGraph(options);
            graph.Graph.SaveSavedModel(folder, [graph.Signature]);
            return graph;
        }

        /// <summary>Saves the model for TensorFlow.js: <c>model.json</c> and files of weights, for browsers and Node.</summary>
        /// <param name="folder">The folder; made where it is not there.</param>
        /// <param name="options">Null for the model's inputs and outputs, and batches of any size.</param>
        /// <param name="metadata">Texts by name that programs find beside the graph, e.g. the classes. Default none.</param>
        /// <returns>What was written: the names of inputs and outputs.</returns>
        /// <inheritdoc cref="SaveTensorFlowGraph(Model, string, TensorFlowGraphOptions)" path="/exception"/>
        public TensorFlowGraph SaveTensorFlowJs(string folder, TensorFlowGraphOptions? options = null, IReadOnlyDictionary<string, string>? metadata = null)
        {
            var graph = model.ToTensorFlowGraph(options);
            graph.Graph.SaveTensorFlowJs(folder, new TensorFlowJsOptions { Signature = graph.Signature, Metadata = metadata ?? new Dictionary<string, string>() });
            return graph;
        }
    }
}
