using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Import;

/// <summary><c>NodeProto</c> of onnx.proto.</summary>
internal static class NodeReader
{
    public static NodeProto Read(MessageSource node)
    {
        var (reader, name, op, domain) = (node.Reader, "", "", "");
        var (inputs, outputs, attributes) = (new List<string>(), new List<string>(), new List<MessageSource>());
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: inputs.Add(node.Text()); break;
                case 2: outputs.Add(node.Text()); break;
                case 3: name = node.Text(); break;
                case 4: op = node.Text(); break;
                case 5: attributes.Add(node.Message($"attribute[{attributes.Count}]")); break;
                case 7: domain = node.Text(); break;
                default: reader.Skip(); break;
            }
        }

        if (op.Length == 0) throw reader.Error("the node names no operator.");
        if (outputs.Count == 0) throw reader.Error($"the node '{name}' ({op}) has no output.");

        // Last, so that whatever is wrong with an attribute can be told with the node's name.
        var where = $"the node '{(name == "" ? outputs[0] : name)}' ({op})";
        return new NodeProto(op, inputs, outputs) { Name = name, Domain = domain, Attributes = [.. attributes.Select(attribute => AttributeReader.Read(attribute, where))] };
    }
}
