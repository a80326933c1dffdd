using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Import;

/// <summary><c>GraphProto</c> of onnx.proto.</summary>
internal static class GraphReader
{
    public static GraphProto Read(MessageSource graph)
    {
        var (reader, name, doc) = (graph.Reader, "", "");
        var (nodes, tensors, inputs, outputs) = (new List<NodeProto>(), new List<TensorProto>(), new List<ValueInfoProto>(), new List<ValueInfoProto>());
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: nodes.Add(NodeReader.Read(graph.Message($"node[{nodes.Count}]"))); break;
                case 2: name = graph.Text(); break;
                case 5: tensors.Add(TensorReader.Read(graph.Message($"initializer[{tensors.Count}]"))); break;
                case 10: doc = graph.Text(); break;
                case 11: inputs.Add(ValueReader.Read(graph.Message($"input[{inputs.Count}]"))); break;
                case 12: outputs.Add(ValueReader.Read(graph.Message($"output[{outputs.Count}]"))); break;
                case 15: throw reader.Error("weights of which only some are stored (sparse_initializer) are not read.", reason: ModelFormatReason.Unsupported);
                default: reader.Skip(); break;
            }
        }

        return new GraphProto { Name = name, Nodes = nodes, Initializers = tensors, Inputs = inputs, Outputs = outputs, DocString = doc };
    }
}
