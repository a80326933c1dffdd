using MlNetCnn.Protobuf;
using MlNetCnn.TensorFlow.Messages;

namespace MlNetCnn.TensorFlow;

/// <summary>Writes graphs as TensorFlow's <c>GraphDef</c> message. Attributes are in ordinal order, so that equal graphs are equal bytes.</summary>
internal static class GraphDefWriter
{
    /// <summary>The whole message.</summary>
    /// <exception cref="NotSupportedException">It has 2 GiB or more, which the format cannot hold.</exception>
    public static byte[] ToBytes(GraphDef graph) => ProtoWriter.ToBytes(new GraphMessage(graph));

    /// <summary>Writes the message; float32 constants go from the model's memory to the stream.</summary>
    /// <exception cref="NotSupportedException">It has 2 GiB or more, which the format cannot hold.</exception>
    public static void Write(GraphDef graph, Stream stream) => ProtoWriter.Write(new GraphMessage(graph), stream);
}
