using MlNetCnn.Protobuf;
using MlNetCnn.TensorFlow.Messages;

namespace MlNetCnn.TensorFlow;

/// <summary><c>SavedModel</c> of saved_model.proto with one <c>MetaGraphDef</c> of meta_graph.proto.</summary>
internal sealed class SavedModelMessage(GraphDef graph, SaverNodes? saver, IReadOnlyList<SavedModelSignature> signatures, SavedModelOptions options) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        writer.Int64(1, 1);
        writer.Message(2, new MetaGraph(graph, saver, signatures, options));
    }

    private sealed class MetaGraph(GraphDef graph, SaverNodes? saver, IReadOnlyList<SavedModelSignature> signatures, SavedModelOptions options) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer)
        {
            writer.Message(1, new MetaInfo(options));
            writer.Message(2, new GraphMessage(graph));
            if (saver is not null) writer.Message(3, new Saver(saver));
            foreach (var signature in signatures.OrderBy(signature => signature.Name, StringComparer.Ordinal)) writer.Message(5, new MapEntry(signature.Name, new Signature(signature)));
        }
    }

    private sealed class MetaInfo(SavedModelOptions options) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer)
        {
            foreach (var tag in options.Tags) writer.String(4, tag);
            if (options.TensorFlowVersion.Length > 0) writer.String(5, options.TensorFlowVersion);
        }
    }

    private sealed class Saver(SaverNodes saver) : IProtoMessage
    {
        /// <summary>CheckpointFormatVersion V2: tensor bundles.</summary>
        private const int Version = 2;

        public void WriteFields(ProtoWriter writer)
        {
            writer.String(1, saver.FileName);
            writer.String(2, saver.Save);
            writer.String(3, saver.Restore);
            writer.Int64(7, Version);
        }
    }

    private sealed class Signature(SavedModelSignature signature) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer)
        {
            Write(writer, 1, signature.Inputs);
            Write(writer, 2, signature.Outputs);
            writer.String(3, signature.MethodName);
        }

        private static void Write(ProtoWriter writer, int field, IReadOnlyDictionary<string, SavedModelTensor> tensors)
        {
            foreach (var (name, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.Message(field, new MapEntry(name, new TensorInfo(tensor)));
        }
    }

    private sealed class TensorInfo(SavedModelTensor tensor) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer)
        {
            writer.String(1, tensor.FullName);
            writer.Int64(2, (int)tensor.Type);
            writer.Message(3, new ShapeMessage(tensor.Shape));
        }
    }
}
