namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Parts of tensors (<c>slice_op.cc</c>, <c>strided_slice_op.cc</c>).</summary>
internal static class SliceKernels
{
    private const string BeginMask = "begin_mask int = 0";
    private const string EndMask = "end_mask int = 0";
    private const string EllipsisMask = "ellipsis_mask int = 0";
    private const string NewAxisMask = "new_axis_mask int = 0";
    private const string ShrinkAxisMask = "shrink_axis_mask int = 0";

    [Kernel("Slice", "input T, begin Index, size Index -> output T", "T type", Kinds.Index)]
    public static Tensor[] Slice(KernelCall call)
    {
        var (begin, size, shape) = (call.Vector(1, "begin"), call.Vector(2, "size"), call[0].Shape);
        call.Require(
            begin.Length == shape.Length && size.Length == shape.Length,
            $"Expected begin and size arguments to be 1-D tensors of size {shape.Length}, but got shapes {call[1].ShapeText} and {call[2].ShapeText} instead.");
        for (var d = 0; d < shape.Length; d++)
        {
            if (size[d] == -1) size[d] = shape[d] - begin[d];
            call.Require(begin[d] >= 0 && begin[d] <= shape[d], $"Expected begin[{d}] in [0, {shape[d]}], but got {begin[d]}");
            call.Require(size[d] >= 0 && begin[d] + size[d] <= shape[d], $"Expected size[{d}] in [0, {shape[d] - begin[d]}], but got {size[d]}");
        }

        var strides = Shapes.Strides(shape);
        return [IndexMap.Take(call[0], size, IndexMap.Of([.. size.Select((s, d) => IndexMap.Offsets(s, strides[d], i => begin[d] + i))]))];
    }

    [Kernel("StridedSlice", "input T, begin Index, end Index, strides Index -> output T", "T type", Kinds.Index, BeginMask, EndMask, EllipsisMask, NewAxisMask, ShrinkAxisMask)]
    public static Tensor[] StridedSlice(KernelCall call)
    {
        var (shape, map) = Plan(call, call[0].Shape);
        return [IndexMap.Take(call[0], shape, map)];
    }

    [Kernel("StridedSliceGrad", "shape Index, begin Index, end Index, strides Index, dy T -> output T", Kinds.Real, Kinds.Index, BeginMask, EndMask, EllipsisMask, NewAxisMask, ShrinkAxisMask)]
    public static Tensor[] StridedSliceGrad(KernelCall call)
    {
        var input = call.Vector(0, "shape must be 1-D: shape");
        var (shape, map) = Plan(call, input);
        call.Require(Shapes.Same(shape, call[4].Shape), $"shape of dy was {call[4].ShapeText} instead of [{string.Join(",", shape)}]");
        return [IndexMap.Return(call[4], input, map)];
    }

    /// <summary>Shape of the slice, and where its elements come from. Inputs 1 to 3 are begin, end and strides in both operations.</summary>
    private static (int[] Shape, int[] Map) Plan(KernelCall call, int[] input)
    {
        int[] begin = call.Vector(1, "begin"), end = call.Vector(2, "end"), strides = call.Vector(3, "strides");
        call.Require(
            begin.Length == end.Length && end.Length == strides.Length,
            $"Expected begin, end, and strides to be 1D equal size tensors, but got shapes {call[1].ShapeText}, {call[2].ShapeText}, and {call[3].ShapeText} instead.");
        bool Has(string mask, int bit) => ((call.Int(mask) >> bit) & 1) == 1;
        var items = begin.Length;
        var ellipses = Enumerable.Range(0, items).Count(i => Has("ellipsis_mask", i));
        call.Require(ellipses <= 1, "Multiple ellipses in slice spec not allowed");
        var named = Enumerable.Range(0, items).Count(i => !Has("ellipsis_mask", i) && !Has("new_axis_mask", i));
        call.Require(named <= input.Length, $"Index out of range using input dim {input.Length}; input has only {input.Length} dims");
        var rest = input.Length - named;
        var source = Shapes.Strides(input);
        var (shape, offsets) = (new List<int>(), new List<int[]>());
        var (d, fixedOffset) = (0, 0);
        void Whole(int count)
        {
            for (; count > 0; count--, d++)
            {
                shape.Add(input[d]);
                offsets.Add(IndexMap.Offsets(input[d], source[d], i => i));
            }
        }

        for (var i = 0; i < items; i++)
        {
            if (Has("ellipsis_mask", i)) Whole(rest);
            else if (Has("new_axis_mask", i))
            {
                shape.Add(1);
                offsets.Add([0]);
            }
            else
            {
                var (size, step) = (input[d], strides[i]);
                call.Require(step != 0, $"strides[{i}] must be non-zero");
                if (Has("shrink_axis_mask", i))
                {
                    call.Require(step > 0, "only stride 1 allowed on non-range indexing.");
                    var at = begin[i] < 0 ? begin[i] + size : begin[i];
                    call.Require(at >= 0 && at < size, $"slice index {begin[i]} of dimension {d} out of bounds.");
                    fixedOffset += at * source[d];
                }
                else
                {
                    int Clamp(int value) => Math.Clamp(value < 0 ? value + size : value, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
                    var from = Has("begin_mask", i) ? step > 0 ? 0 : size - 1 : Clamp(begin[i]);
                    var to = Has("end_mask", i) ? step > 0 ? size : -1 : Clamp(end[i]);
                    var count = Math.Max(0, (to - from + step - Math.Sign(step)) / step);
                    shape.Add(count);
                    offsets.Add(IndexMap.Offsets(count, source[d], k => from + k * step));
                }

                d++;
            }
        }

        Whole(input.Length - d);
        var map = IndexMap.Of([.. offsets]);
        for (var i = 0; i < map.Length; i++) map[i] += fixedOffset;
        return ([.. shape], map);
    }
}
