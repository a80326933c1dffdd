using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ConcatV2: tensors one behind the other along a dimension.</summary>
internal static class ConcatV2Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="axis">Which dimension; negative counts from the last.</param>
        public GraphTensor ConcatV2(IReadOnlyList<GraphTensor> values, int axis, string? name = null)
        {
            var at = Shapes.Axis(values[0].Shape, axis);
            var attributes = new Dictionary<string, AttrValue> { ["N"] = (long)values.Count, ["T"] = values[0].Type, ["Tidx"] = DataType.Int32 };
            int[] sizes = [.. values.Select(v => v.Shape[at])];
            var others = values.Select(v => Shapes.With(v.Shape, at, -1)).Aggregate(Shapes.Merge);
            var shape = Shapes.With(others, at, sizes.Contains(-1) ? -1 : sizes.Sum());
            return graph.Add("ConcatV2", [.. values, graph.Constant(at)], attributes, values[0].Type, shape, name);
        }
    }

    [GradientOf("ConcatV2")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var values = a.Node.Inputs.SkipLast(1).ToArray();
        var axis = a.Node.Inputs[^1].ConstantInts![0];
        return [.. values.Select((value, i) => a.Wanted[i] ? Part(a, values, axis, i) : null), null];
    }

    private static GraphTensor Part(GradientArguments a, GraphTensor[] values, int axis, int index)
    {
        int rank = a.Output.Shape.Rank;
        int[] sizes = [.. values.Take(index + 1).Select(v => v.Shape[axis])];
        int[] At(int value, int others) => [.. Enumerable.Range(0, rank).Select(d => d == axis ? value : others)];
        if (!sizes.Contains(-1)) return a.Graph.Slice(a.Gradient, At(sizes.SkipLast(1).Sum(), 0), At(sizes[^1], -1));
        var zero = a.Graph.Constant(0);
        var offset = values.Take(index).Select(v => a.Graph.SizeOf(v, axis)).Aggregate(zero, (sum, size) => a.Graph.AddV2(sum, size));
        return a.Graph.Slice(a.Gradient, a.Graph.Pack([.. Enumerable.Range(0, rank).Select(d => d == axis ? offset : zero)]), a.Graph.ShapeOf(values[index]));
    }
}
