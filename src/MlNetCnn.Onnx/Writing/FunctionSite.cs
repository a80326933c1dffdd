using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Writing;

/// <summary>An activation function on its way into the file.</summary>
/// <param name="graph">Where nodes go.</param>
/// <param name="path">The layer.</param>
/// <param name="x">What it is applied to.</param>
/// <param name="axis">Where the model's last dimension is in it, the batch included.</param>
/// <param name="length">The size of that dimension.</param>
/// <param name="rank">Dimensions of x, the batch included.</param>
internal sealed class FunctionSite(GraphBuilder graph, string path, string x, int axis, int length, int rank)
{
    public string X => x;

    /// <summary>The axis of functions over rows.</summary>
    public int Axis => axis;

    /// <summary>Values of a row.</summary>
    public int Length => length;

    /// <summary>Dimensions of x, the batch included.</summary>
    public int Rank => rank;

    public GraphBuilder Graph => graph;

    /// <summary>Adds a node over x alone.</summary>
    public string Op(string op, params IReadOnlyList<AttributeProto> attributes) => Emit(op, [x], attributes);

    /// <summary>Adds a node.</summary>
    public string Emit(string op, IReadOnlyList<string> inputs, params IReadOnlyList<AttributeProto> attributes) => graph.Add(op, $"{path}/{op}", inputs, attributes);

    /// <summary>The values of rows in falling order.</summary>
    public string Sorted() => graph.AddPair("TopK", $"{path}/TopK", [x, graph.Integers(length)], new AttributeProto.Int("axis", axis));

    /// <summary>A node of two operands, the second a number.</summary>
    public string Emit(string op, string a, float b) => Emit(op, [a, graph.Number(b)]);

    /// <summary>min(max(a, low), high).</summary>
    public string Clip(string a, float low, float high) => Emit("Clip", [a, graph.Number(low), graph.Number(high)]);

    /// <summary>sum over rows, and so on.</summary>
    public string Reduce(string op, string a) => graph.Reduce(op, $"{path}/{op}", a, [axis], keepDimensions: true);
}
