using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>NodeDef</c> of node_def.proto.</summary>
internal sealed class NodeMessage(NodeDef node) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        writer.String(1, node.Name);
        writer.String(2, node.Op);
        foreach (var input in node.Inputs) writer.String(3, input);
        if (node.Device.Length > 0) writer.String(4, node.Device);
        foreach (var (name, value) in node.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.Message(5, new MapEntry(name, new AttrMessage(value)));
    }
}
