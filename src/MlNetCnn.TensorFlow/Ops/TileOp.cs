using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Tile: a tensor several times along its dimensions.</summary>
internal static class TileOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="multiples">How many times, by dimension.</param>
        public GraphTensor Tile(GraphTensor input, IReadOnlyList<int> multiples, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = input.Type, ["Tmultiples"] = DataType.Int32 };
            var shape = new TensorShape([.. input.Shape.Dimensions.Zip(multiples, (size, times) => size < 0 ? -1 : size * times)]);
            return graph.Add("Tile", [input, graph.Constant([.. multiples])], attributes, input.Type, shape, name);
        }
    }

    [GradientOf("Tile")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var (shape, multiples) = (a.Input(0).Shape, a.Input(1).ConstantInts!);
        List<GraphTensor> sizes = [];
        List<int> repeats = [];
        for (var d = 0; d < multiples.Length; d++)
        {
            if (multiples[d] != 1) repeats.Add(sizes.Count);
            if (multiples[d] != 1) sizes.Add(a.Graph.Constant(multiples[d]));
            sizes.Add(a.Graph.SizeOf(a.Input(0), d));
        }

        if (repeats.Count == 0) return [a.Gradient, null];
        var parted = sizes.Count(s => s.ConstantInts is null) <= 1
            ? a.Graph.Reshape(a.Gradient, [.. sizes.Select(s => s.ConstantInts is [var size] ? size : -1)])
            : a.Graph.Reshape(a.Gradient, a.Graph.Pack(sizes));
        return [a.Graph.Sum(parted, repeats), null];
    }
}
