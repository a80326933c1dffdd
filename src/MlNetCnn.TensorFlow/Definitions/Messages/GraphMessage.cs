using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>GraphDef</c> of graph.proto.</summary>
internal sealed class GraphMessage(GraphDef graph) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        foreach (var node in graph.Nodes) writer.Message(1, new NodeMessage(node));
        writer.Message(4, new VersionMessage(graph.Producer));
    }
}
