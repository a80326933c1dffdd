namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Operations on shapes; the values stay as they lie.</summary>
internal static class ShapeKernels
{
    private const string OutType = "out_type type in int32,int64 = int32";

    [Kernel("Reshape", "tensor T, shape Tshape -> output T", "T type", "Tshape type in int32,int64 = int32")]
    public static Tensor[] Reshape(KernelCall call)
    {
        var sizes = call.Vector(1, "sizes input");
        var unknown = -1;
        var known = 1L;
        for (var d = 0; d < sizes.Length; d++)
        {
            if (sizes[d] == -1)
            {
                call.Require(unknown < 0, $"Only one input size may be -1, not both {unknown} and {d}");
                unknown = d;
            }
            else
            {
                call.Require(sizes[d] >= 0, $"Size {d} must be non-negative, not {sizes[d]}");
                known *= sizes[d];
            }
        }

        int[] shape = [.. sizes];
        if (unknown >= 0)
        {
            call.Require(known > 0, "reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero");
            call.Require(call[0].Count % known == 0, $"Input to reshape is a tensor with {call[0].Count} values, but the requested shape requires a multiple of {known}");
            shape[unknown] = (int)(call[0].Count / known);
            known *= shape[unknown];
        }

        call.Require(known == call[0].Count, $"Input to reshape is a tensor with {call[0].Count} values, but the requested shape has {known}");
        return [call[0].As(shape)];
    }

    [Kernel("ExpandDims", "input T, dim Tdim -> output T", "T type", "Tdim type in int32,int64 = int32")]
    public static Tensor[] ExpandDims(KernelCall call)
    {
        call.Require(call[1].Count == 1, "'dim' must be a tensor with a single value");
        var axis = call[1].Integers()[0];
        var rank = call[0].Rank;
        call.Require(axis >= -1 - rank && axis <= rank, $"Tried to expand dim index {axis} for tensor with {rank} dimensions.");
        List<int> shape = [.. call[0].Shape];
        shape.Insert((int)(axis < 0 ? axis + rank + 1 : axis), 1);
        return [call[0].As([.. shape])];
    }

    [Kernel("Squeeze", "input T -> output T", "T type", "squeeze_dims ints = []")]
    public static Tensor[] Squeeze(KernelCall call)
    {
        var rank = call[0].Rank;
        var dims = new HashSet<int>();
        foreach (var axis in call.Ints("squeeze_dims"))
        {
            call.Require(axis >= -rank && axis < rank, $"Tried to squeeze dim index {axis} for tensor with {rank} dimensions.");
            dims.Add(axis < 0 ? axis + rank : axis);
        }

        foreach (var d in dims) call.Require(call[0].Shape[d] == 1, $"Can not squeeze dim[{d}], expected a dimension of 1, got {call[0].Shape[d]}");
        return [call[0].As([.. call[0].Shape.Where((size, d) => dims.Count == 0 ? size != 1 : !dims.Contains(d))])];
    }

    [Kernel("Shape", "input T -> output out_type", "T type", OutType)]
    public static Tensor[] Shape(KernelCall call) => [Tensor.Integer(call.Type("out_type"), [call[0].Rank], [.. call[0].Shape.Select(d => (long)d)])];

    [Kernel("ShapeN", "input N*T -> output N*out_type", "N int", "T type", OutType)]
    public static Tensor[] ShapeN(KernelCall call) => [.. call.Inputs.Select(x => Tensor.Integer(call.Type("out_type"), [x.Rank], [.. x.Shape.Select(d => (long)d)]))];

    [Kernel("Size", "input T -> output out_type", "T type", OutType)]
    public static Tensor[] Size(KernelCall call) => [Tensor.Integer(call.Type("out_type"), [], [call[0].Count])];

    [Kernel("Rank", "input T -> output int32", "T type")]
    public static Tensor[] Rank(KernelCall call) => [new(DataType.Int32, [], new[] { call[0].Rank })];

    /// <summary>Over which dimensions gradients of two broadcast tensors are summed; dimensions of size 1 in both are named for both.</summary>
    [Kernel("BroadcastGradientArgs", "s0 T, s1 T -> r0 T, r1 T", "T type in int32,int64 = int32")]
    public static Tensor[] BroadcastGradientArgs(KernelCall call)
    {
        var (a, b) = (call.Vector(0, "In[0]"), call.Vector(1, "In[1]"));
        var shape = Shapes.Broadcast(a, b) ?? throw call.Error($"Incompatible shapes: [{string.Join(",", a)}] vs. [{string.Join(",", b)}]");
        long[] Reduced(int[] own) => [.. Enumerable.Range(0, shape.Length).Where(d => d < shape.Length - own.Length || own[d - (shape.Length - own.Length)] == 1).Select(d => (long)d)];
        var (r0, r1) = (Reduced(a), Reduced(b));
        return [Tensor.Integer(call.Type("T"), [r0.Length], r0), Tensor.Integer(call.Type("T"), [r1.Length], r1)];
    }

    [Kernel("BroadcastArgs", "s0 T, s1 T -> r0 T", "T type in int32,int64 = int32")]
    public static Tensor[] BroadcastArgs(KernelCall call)
    {
        var (a, b) = (call.Vector(0, "In[0]"), call.Vector(1, "In[1]"));
        var shape = Shapes.Broadcast(a, b) ?? throw call.Error($"Incompatible shapes: [{string.Join(",", a)}] vs. [{string.Join(",", b)}]");
        return [Tensor.Integer(call.Type("T"), [shape.Length], [.. shape.Select(d => (long)d)])];
    }
}
