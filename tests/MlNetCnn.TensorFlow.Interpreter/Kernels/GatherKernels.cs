namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Elements by index (<c>gather_op.cc</c>, <c>gather_nd_op.cc</c>, <c>scatter_nd_op.cc</c>, <c>segment_reduction_ops_impl.h</c>).</summary>
internal static class GatherKernels
{
    [Kernel("GatherV2", "params Tparams, indices Tindices, axis Taxis -> output Tparams", "batch_dims int = 0", "Tparams type", "Tindices type in int32,int64", "Taxis type in int32,int64")]
    public static Tensor[] Gather(KernelCall call)
    {
        var (source, indices) = (call[0], call[1]);
        var axis = call.Axis(call.Scalar(2, "axis"), source.Rank);
        var batch = (int)call.Int("batch_dims");
        if (batch < 0) batch += indices.Rank;
        call.Require(batch >= 0 && batch <= indices.Rank && batch <= axis, $"batch_dims ({batch}) must be at most the rank of indices ({indices.Rank}) and axis ({axis})");
        call.Require(
            source.Shape.AsSpan(0, batch).SequenceEqual(indices.Shape.AsSpan(0, batch)),
            $"params {source.ShapeText} and indices {indices.ShapeText} must have the same batch dimensions");
        var (batches, outer, inner) = (Shapes.Product(source.Shape, 0, batch), Shapes.Product(source.Shape, batch, axis), Shapes.Product(source.Shape, axis + 1, source.Rank));
        var (limit, each, at) = (source.Shape[axis], Shapes.Product(indices.Shape, batch, indices.Rank), indices.Integers());
        for (var i = 0; i < at.Length; i++) call.Require(at[i] >= 0 && at[i] < limit, $"indices[{i}] = {at[i]} is not in [0, {limit})");
        var map = new int[batches * outer * each * inner];
        var k = 0;
        for (var b = 0; b < batches; b++)
            for (var o = 0; o < outer; o++)
                for (var i = 0; i < each; i++)
                    for (var n = 0; n < inner; n++) map[k++] = (int)(((b * outer + o) * limit + at[b * each + i]) * inner + n);
        return [IndexMap.Take(source, [.. source.Shape[..axis], .. indices.Shape[batch..], .. source.Shape[(axis + 1)..]], map)];
    }

    [Kernel("GatherNd", "params Tparams, indices Tindices -> output Tparams", "Tparams type", "Tindices type in int32,int64")]
    public static Tensor[] GatherNd(KernelCall call)
    {
        var (map, shape) = NdMap(call, call[1], call[0].Shape);
        return [IndexMap.Take(call[0], shape, map)];
    }

    [Kernel("ScatterNd", "indices Tindices, updates T, shape Tindices -> output T", Kinds.Real, "Tindices type in int32,int64")]
    public static Tensor[] ScatterNd(KernelCall call)
    {
        var shape = call.Vector(2, "shape");
        var (map, expected) = NdMap(call, call[0], shape);
        call.Require(Shapes.Same(expected, call[1].Shape), $"updates must have shape [{string.Join(",", expected)}], not {call[1].ShapeText}");
        return [IndexMap.Return(call[1], shape, map)];
    }

    [Kernel("UnsortedSegmentSum", "data T, segment_ids Tindices, num_segments Tnumsegments -> output T", Kinds.Real, "Tindices type in int32,int64", "Tnumsegments type in int32,int64 = int32")]
    public static Tensor[] UnsortedSegmentSum(KernelCall call)
    {
        var (data, ids) = (call[0], call[1]);
        call.Require(
            ids.Rank <= data.Rank && data.Shape.AsSpan(0, ids.Rank).SequenceEqual(ids.Shape), $"data.shape = {data.ShapeText} does not start with segment_ids.shape = {ids.ShapeText}");
        var segments = (int)call.Scalar(2, "num_segments");
        call.Require(segments >= 0, $"num_segments should be >= 0, not {segments}");
        var inner = Shapes.Product(data.Shape, ids.Rank, data.Rank);
        var of = ids.Integers();
        var map = new int[data.Count];
        for (var i = 0; i < map.Length; i++)
        {
            call.Require(of[i / inner] < segments, $"segment_ids[{i / inner}] = {of[i / inner]} is out of range [0, {segments})");
            map[i] = of[i / inner] < 0 ? -1 : (int)of[i / inner] * inner + i % inner;
        }

        return [IndexMap.Return(data, [segments, .. data.Shape[ids.Rank..]], map)];
    }

    private static (int[] Map, int[] Shape) NdMap(KernelCall call, Tensor indices, int[] shape)
    {
        call.Require(indices.Rank >= 1, "indices must be at least a vector");
        var depth = indices.Shape[^1];
        call.Require(depth <= shape.Length, $"index innermost dimension length must be <= params rank; saw: {depth} vs. {shape.Length}");
        var strides = Shapes.Strides(shape);
        var inner = Shapes.Product(shape, depth, shape.Length);
        var at = indices.Integers();
        var rows = Shapes.Product(indices.Shape, 0, indices.Rank - 1);
        var map = new int[rows * inner];
        for (var r = 0; r < rows; r++)
        {
            var start = 0L;
            for (var d = 0; d < depth; d++)
            {
                var index = at[r * depth + d];
                call.Require(
                    index >= 0 && index < shape[d],
                    $"indices[{r}] = [{string.Join(", ", at.Skip(r * depth).Take(depth))}] does not index into shape [{string.Join(",", shape)}]");
                start += index * strides[d];
            }

            for (var n = 0; n < inner; n++) map[r * inner + n] = (int)start + n;
        }

        return (map, [.. indices.Shape[..^1], .. shape[depth..]]);
    }
}
