using System.Runtime.InteropServices;
using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Tests.Writing;

/// <summary>Short forms to look at what is written.</summary>
internal static class Written
{
    /// <summary>The graph of layers one after another.</summary>
    public static GraphProto Chain(Shape input, OnnxOptions? options, params Layer[] layers)
    {
        var start = KerasTensor.Input(input, "input");
        return Graph(new Model(start, layers.Aggregate(start, (x, layer) => layer.Call(x)), "chain"), options);
    }

    public static GraphProto Graph(Model model, OnnxOptions? options = null) => OnnxModels.Make(model, options).Graph;

    public static int Count(this GraphProto graph, string op) => graph.Nodes.Count(n => n.OpType == op);

    public static NodeProto Only(this GraphProto graph, string op) => Assert.Single(graph.Nodes, n => n.OpType == op);

    public static IReadOnlyList<long> Integers(this NodeProto node, string attribute) => Assert.IsType<AttributeProto.Ints>(node.Attributes.Single(a => a.Name == attribute)).Values;

    public static long Integer(this NodeProto node, string attribute) => Assert.IsType<AttributeProto.Int>(node.Attributes.Single(a => a.Name == attribute)).Value;

    public static TensorProto Constant(this GraphProto graph, string name) => graph.Initializers.Single(t => t.Name == name);

    public static float[] Floats(this TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    /// <summary>Sizes, with 0 for what is open.</summary>
    public static long[] Sizes(this ValueInfoProto value) => [.. value.Shape!.Select(d => d.Size ?? 0)];
}
