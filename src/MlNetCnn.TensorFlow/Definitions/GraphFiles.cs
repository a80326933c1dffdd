using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow;

/// <summary>Graphs in files: TensorFlow's <c>GraphDef</c> message, usually with the ending <c>.pb</c>.</summary>
public static class GraphFiles
{
    extension(GraphDef)
    {
        /// <summary>
        /// Loads a graph from a file of its own, or from a SavedModel's <c>saved_model.pb</c> (its first graph; the variables' values stay where they are). Every node
        /// that another takes is checked to be there, and the nodes are put in an order in which each comes after all that it takes.
        /// </summary>
        /// <param name="path">Path of the file.</param>
        /// <exception cref="ModelFormatException">
        /// It is no graph, or damaged; or (reason <see cref="ModelFormatReason.Unsupported"/>) it has functions, loops, or constants of other types than <see cref="TensorValue"/> holds.
        /// </exception>
        /// <exception cref="IOException">The file is not there or cannot be opened.</exception>
        public static GraphDef Load(string path)
        {
            using var stream = ModelFiles.OpenRead(path);
            return GraphDefReader.Read(stream, path);
        }

        /// <summary>Loads a graph.</summary>
        /// <param name="stream">The graph, from where the stream stands to its end. It is not closed.</param>
        /// <param name="name">Name of the file, for errors.</param>
        /// <exception cref="ModelFormatException">As <see cref="Load(string)"/>.</exception>
        public static GraphDef Load(Stream stream, string name)
        {
            ArgumentNullException.ThrowIfNull(stream);
            return GraphDefReader.Read(stream, name);
        }
    }

    extension(GraphDef graph)
    {
        /// <summary>Saves the graph. The path holds the old file or the whole new one at every moment. Equal graphs give equal bytes.</summary>
        /// <param name="path">Path of the file.</param>
        /// <exception cref="NotSupportedException">The graph has 2 GiB or more, which the format cannot hold.</exception>
        /// <exception cref="IOException">The file cannot be written; what was there before still is.</exception>
        public void Save(string path) => AtomicFile.Write(path, stream => GraphDefWriter.Write(graph, stream));

        /// <summary>Writes the graph.</summary>
        /// <param name="stream">Where to; it is not closed.</param>
        /// <exception cref="NotSupportedException">The graph has 2 GiB or more, which the format cannot hold.</exception>
        public void Save(Stream stream)
        {
            ArgumentNullException.ThrowIfNull(stream);
            GraphDefWriter.Write(graph, stream);
        }
    }
}
