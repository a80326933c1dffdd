using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>NodeDef</c> of node_def.proto.</summary>
internal static class NodeReader
{
    public static NodeDef Read(MessageSource node)
    {
        var (reader, name, op, device) = (node.Reader, "", "", "");
        var (inputs, entries) = (new List<string>(), new List<MessageSource>());
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = node.Text(); break;
                case 2: op = node.Text(); break;
                case 3: inputs.Add(node.Text()); break;
                case 4: device = node.Text(); break;
                case 5: entries.Add(node.Message("attr")); break;
                default: reader.Skip(); break;
            }
        }

        if (name.Length == 0) throw reader.Error("the node has no name.");
        if (op.Length == 0) throw reader.Error($"the node '{name}' names no operation.");

        // Last, so that whatever is wrong with an attribute can be told with the node's name.
        var attributes = new Dictionary<string, AttrValue>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var (key, value) = Entry(entry);
            if (value is { } message) attributes[key] = AttrReader.Read(message, $"the node '{name}' ({op}), attribute '{key}'");
            else throw entry.Reader.Error($"the node '{name}' ({op}), attribute '{key}': it has no value.");
        }

        return new NodeDef(name, op, inputs, attributes) { Device = device };
    }

    private static (string Key, MessageSource? Value) Entry(MessageSource entry)
    {
        var (key, value) = ("", (MessageSource?)null);
        while (entry.Reader.Next())
        {
            switch (entry.Reader.Field)
            {
                case 1: key = entry.Text(); break;
                case 2: value = entry.Message("value"); break;
                default: entry.Reader.Skip(); break;
            }
        }

        return (key, value);
    }
}
