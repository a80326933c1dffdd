using MlNetCnn.Keras;
using MlNetCnn.Protobuf;
using MlNetCnn.TensorFlow.Messages;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// Reads TensorFlow's <c>GraphDef</c> message, which may be hostile: memory is counted against the file's length before it is taken. Fields that are not known are passed over.
/// </summary>
internal static class GraphDefReader
{
    /// <summary>Reads from where the stream stands to its end.</summary>
    /// <exception cref="ModelFormatException">It cannot be read.</exception>
    public static GraphDef Read(Stream stream, string name)
    {
        var bytes = MessageBytes.Read(stream, name);
        var budget = new ReadBudget(bytes.Length);
        return IsSavedModel(bytes) ? ReadSavedModel(new MessageSource(new ProtoReader(bytes, name, "saved_model"), budget)) : Read(new MessageSource(new ProtoReader(bytes, name, "graph"), budget));
    }

    /// <summary>A SavedModel begins with its schema's version, field 1 as a number, where a graph has its nodes.</summary>
    private static bool IsSavedModel(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x08]);

    /// <summary><c>SavedModel</c> of saved_model.proto: the graph of the first <c>MetaGraphDef</c>.</summary>
    private static GraphDef ReadSavedModel(MessageSource model)
    {
        foreach (var meta in model.Each(2, "meta_graphs"))
            foreach (var graph in meta.Each(2, "graph_def"))
                return Read(graph);
        throw model.Reader.Error("the SavedModel holds no graph.");
    }

    /// <summary>Reads a message within another.</summary>
    internal static GraphDef Read(MessageSource graph)
    {
        var (reader, nodes, functions, producer) = (graph.Reader, new List<NodeDef>(), new HashSet<string>(StringComparer.Ordinal), 0);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    nodes.Add(NodeReader.Read(graph.Message($"node[{nodes.Count}]")));
                    break;
                case 2:
                    functions.UnionWith(FunctionNames(graph.Message("library")));
                    break;
                case 4:
                    producer = Producer(reader.Message("versions"));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (nodes.Count == 0) throw reader.Error("the graph has no nodes.");
        if (nodes.Find(node => functions.Contains(node.Op)) is { } call)
            throw reader.Error($"the node '{call.Name}' calls the function '{call.Op}'; graphs are read whose nodes are all plain operations: freeze it first.", reason: ModelFormatReason.Unsupported);
        return new GraphDef(NodeOrder.Of(nodes, graph)) { Producer = producer };
    }

    /// <summary><c>VersionDef</c>: the producer.</summary>
    private static int Producer(ProtoReader versions)
    {
        var producer = 0;
        while (versions.Next())
        {
            if (versions.Field == 1) producer = versions.Int32();
            else versions.Skip();
        }

        return producer;
    }

    /// <summary><c>FunctionDefLibrary</c>: the names of its functions, each the name of the <c>OpDef</c> that is its signature.</summary>
    private static IEnumerable<string> FunctionNames(MessageSource library)
    {
        foreach (var function in library.Each(1, "function"))
            foreach (var signature in function.Each(1, "signature"))
                foreach (var name in signature.Texts(1))
                    yield return name;
    }
}
