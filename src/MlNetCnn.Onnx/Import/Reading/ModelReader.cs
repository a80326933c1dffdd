using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Import;

/// <summary><c>ModelProto</c> of onnx.proto. Fields that are not known are passed over.</summary>
internal static class ModelReader
{
    public static ModelProto Read(MessageSource model)
    {
        var reader = model.Reader;
        var (ir, version, producer, producerVersion, domain, doc) = (0L, 0L, "", "", "", "");
        var (opsets, metadata, graph) = (new List<OperatorSetId>(), new List<StringEntry>(), (GraphProto?)null);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: ir = reader.Int64(); break;
                case 2: producer = model.Text(); break;
                case 3: producerVersion = model.Text(); break;
                case 4: domain = model.Text(); break;
                case 5: version = reader.Int64(); break;
                case 6: doc = model.Text(); break;
                case 7: graph = GraphReader.Read(model.Message("graph")); break;
                case 8: opsets.Add(Opset(model.Message($"opset_import[{opsets.Count}]"))); break;
                case 14: metadata.Add(EntryReader.Read(model.Message($"metadata_props[{metadata.Count}]"))); break;
                default: reader.Skip(); break;
            }
        }

        return new ModelProto
        {
            IrVersion = ir, Opsets = opsets, Graph = graph ?? throw reader.Error("the file holds no network (graph); it may be no ONNX file."), ProducerName = producer, ProducerVersion = producerVersion,
            Domain = domain, ModelVersion = version, DocString = doc, Metadata = metadata,
        };
    }

    private static OperatorSetId Opset(MessageSource opset)
    {
        var (reader, domain, version) = (opset.Reader, "", 0L);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: domain = opset.Text(); break;
                case 2: version = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        return new OperatorSetId(domain, version);
    }
}
