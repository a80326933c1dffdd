using Google.Protobuf;
using MlNetCnn.TensorFlow;
using TF = Tensorflow;

namespace MlNetCnn.TensorFlowNet;

/// <summary>Graphs of TensorFlow.NET 0.100.2 and of this library, one for the other.</summary>
public static class TensorFlowNetGraphs
{
    /// <summary>A TensorFlow.NET graph as a definition that this library's engine can open.</summary>
    /// <param name="graph">The graph; it is left as it is.</param>
    /// <exception cref="Keras.ModelFormatException">It holds something that <see cref="GraphDef"/> does not: the message names the node.</exception>
    public static GraphDef ToGraphDef(this TF.Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using var bytes = new MemoryStream(graph.as_graph_def().ToByteArray());
        return GraphDef.Load(bytes, "TensorFlow.NET graph");
    }

    /// <summary>A graph of this library in TensorFlow.NET, to be run in its sessions: find nodes by <c>OperationByName</c>, which alone knows imported ones.</summary>
    /// <param name="graph">The definition.</param>
    /// <returns>A new graph, which the caller disposes of; the default graph stays what it was.</returns>
    public static TF.Graph ToTensorFlowNet(this GraphDef graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var result = new TF.Graph();
        using var bytes = new MemoryStream();
        graph.Save(bytes);
        result.Import(bytes.ToArray());
        return result;
    }
}
