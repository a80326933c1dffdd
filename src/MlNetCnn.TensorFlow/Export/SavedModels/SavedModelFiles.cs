using MlNetCnn.Keras;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// SavedModels: the folders that TensorFlow, TensorFlow Serving and their relatives load (tensorflow.org/guide/saved_model). Written without TensorFlow: <c>saved_model.pb</c>, and, where
/// the graph has variables, their values in <c>variables/</c>, with the nodes that load and save them.
/// </summary>
public static class SavedModelFiles
{
    extension(GraphDef graph)
    {
        /// <summary>
        /// Saves the graph as a SavedModel. Each file is written whole. An older <c>saved_model.pb</c> is replaced; where variables go with the new one, it is taken away first and the new
        /// one comes last, so that while it is there, it and its variables go together. Equal graphs give equal bytes.
        /// </summary>
        /// <param name="folder">The folder; made where it is not there. What it holds besides stays.</param>
        /// <param name="signatures">What the model can be asked; at least one.</param>
        /// <param name="options">Null for the defaults: a frozen graph.</param>
        /// <exception cref="ArgumentException">A signature or a variable names what the graph has not; the message lists all that is wrong.</exception>
        /// <exception cref="NotSupportedException">The graph has 2 GiB or more, which the format cannot hold: keep its weights in variables.</exception>
        /// <exception cref="IOException">A file cannot be written.</exception>
        public void SaveSavedModel(string folder, IReadOnlyList<SavedModelSignature> signatures, SavedModelOptions? options = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(folder);
            ArgumentNullException.ThrowIfNull(signatures);
            options ??= new SavedModelOptions();
            options.Check(graph, signatures);
            var saver = options.Variables.Count > 0 ? SaverNodes.Of(graph, options.Variables) : null;
            var whole = saver is null ? graph : graph with { Nodes = [.. graph.Nodes, .. saver.Nodes] };
            var bundle = Path.Combine(folder, "variables", "variables");
            Directory.CreateDirectory(folder);
            if (saver is not null)
            {
                AtomicFile.Delete(Path.Combine(folder, "saved_model.pb"));
                Directory.CreateDirectory(Path.Combine(folder, "variables"));
                TensorBundle.Write(bundle, [.. options.Variables.Select(variable => (variable.Key, variable.Value))]);
            }

            AtomicFile.Write(Path.Combine(folder, "saved_model.pb"), stream => ProtoWriter.Write(new SavedModelMessage(whole, saver, signatures, options), stream));

            // Of a model that was here before, and has no meaning any more.
            if (saver is null && Directory.Exists(Path.Combine(folder, "variables"))) TensorBundle.Delete(bundle);
        }
    }
}
