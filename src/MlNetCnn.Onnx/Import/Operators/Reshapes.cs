using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>Operators that give the same values another shape: Flatten, Reshape, Squeeze, Unsqueeze and Transpose.</summary>
internal static class Reshapes
{
    /// <summary>What to do about a file that fixes too little.</summary>
    public const string OpenSizes = "export the network with a fixed height and width.";

    [Imports("Flatten")]
    public static void Flatten(OperatorCall call)
    {
        var input = call.Flow(0);
        if (call.Axis(call.Int("axis", 1), input.Rank) is var axis and not 1) throw call.Unsupported($"axis is {axis}; only 1, which keeps the batch apart, is taken.");
        call.Return(To(call, input, [Shape.Unknown]));
    }

    [Imports("Reshape")]
    public static void Reshape(OperatorCall call)
    {
        var target = call.Ints("shape") is { } given ? [.. given.Select(size => (long)size)] : call.Numbers(1) ?? throw call.Error("the shape is missing.");
        if (call.Value(0) is Constant constant)
        {
            call.Return(new Constant(constant.Tensor with { Shape = Fill(call, target, constant) }));
            return;
        }

        if (call.Value(0) is Sizes sizes)
        {
            int[] shape = [.. target.Select(size => call.Small(size, "the shape"))];
            if (shape.Count(size => size == -1) == 1 && shape.Where(size => size != -1).Aggregate(1L, (product, size) => product * Math.Max(size, 0)) is > 0 and var known)
                shape[Array.IndexOf(shape, -1)] = (int)(sizes.Values.Length / known);
            call.Return(shape.All(size => size >= 0) && Product(shape) == sizes.Values.Length ? sizes with { Shape = shape } : throw call.Error($"{sizes.Values.Length} numbers do not make the shape [{string.Join(", ", target)}]."));
            return;
        }

        var (input, keepsZeros) = (call.Loose(0), call.Int("allowzero", 0) != 0);
        var own = input.Sizes();
        if (target.Length < 2) throw call.Unsupported("it puts the elements of the batch together.");
        int[] rest = [.. target.Skip(1).Select((size, i) => size switch
        {
            0 when !keepsZeros && i < own.Length => own[i],
            -1 or Sizes.Unknown or Sizes.Batch => Shape.Unknown,
            _ => call.Small(size, "the shape"),
        })];
        var isBatch = target[0] == Sizes.Batch || (target[0] == 0 && !keepsZeros) || (target[0] > 0 && target[0] == call.Import.FixedBatch)
            || (target[0] is -1 or Sizes.Unknown && !rest.Contains(Shape.Unknown) && !own.Contains(Shape.Unknown) && Product(rest) == Product(own));
        call.Return(isBatch ? To(call, input, rest) : throw call.Unsupported($"the shape [{string.Join(", ", target.Select(size => size == Sizes.Batch ? "batch" : size == Sizes.Unknown ? "?" : $"{size}"))}] does not keep the batch apart."));
    }

    [Imports("Squeeze")]
    public static void Squeeze(OperatorCall call)
    {
        var axes = call.IntsOrInput("axes", 1);
        switch (call.Value(0))
        {
            case Sizes sizes:
                call.Return(sizes.Values.Length == 1 ? sizes with { Shape = [] } : throw call.Error($"a list of {sizes.Values.Length} numbers is not one."));
                break;
            case Constant constant:
                var dropped = axes?.Select(axis => call.Axis(axis, constant.Shape.Count - 1)).ToHashSet();
                call.Return(new Constant(constant.Tensor with { Shape = [.. constant.Shape.Where((size, i) => dropped is null ? size != 1 : !dropped.Contains(i))] }));
                break;
            default:
                var input = call.Loose(0);
                var sizesNow = input.Sizes();
                var gone = (axes is null ? Flow.Natural(input.Rank).Where(axis => sizesNow[axis - 1] == 1) : axes.Select(axis => call.Axis(axis, input.Rank))).ToHashSet();
                if (gone.Contains(0)) throw call.Unsupported("it takes the batch's dimension away.");
                if (gone.Any(axis => sizesNow[axis - 1] != 1)) throw call.Error($"it takes a dimension away that is not 1: axes {string.Join(", ", gone)} of [{string.Join(", ", sizesNow)}].");
                if (gone.Count == input.Rank) throw call.Unsupported("nothing but the batch's dimension would be left.");
                call.Return(To(call, input, [.. sizesNow.Where((_, i) => !gone.Contains(i + 1))]));
                break;
        }
    }

    [Imports("Unsqueeze")]
    public static void Unsqueeze(OperatorCall call)
    {
        var axes = call.IntsOrInput("axes", 1) ?? throw call.Error("the axes are missing.");
        switch (call.Value(0))
        {
            case Sizes sizes:
                call.Return(sizes.Shape.Length == 0 && axes is [0 or -1] ? sizes with { Shape = [1] } : throw call.Unsupported("it makes a table of the numbers of a shape."));
                break;
            case Constant constant:
                call.Return(new Constant(constant.Tensor with { Shape = Insert(call, [.. constant.Shape], axes) }));
                break;
            default:
                var input = call.Loose(0);
                long[] all = Insert(call, [Sizes.Batch, .. input.Sizes().Select(size => (long)size)], axes);
                call.Return(all[0] == Sizes.Batch ? To(call, input, [.. all.Skip(1).Select(size => (int)size)]) : throw call.Unsupported("it puts a dimension before the batch."));
                break;
        }
    }

    [Imports("Transpose")]
    public static void Transpose(OperatorCall call)
    {
        if (call.Value(0) is Constant { IsWhole: false } constant)
        {
            call.Return(Turn(call, constant));
            return;
        }

        if (call.Value(0) is not Flow)
        {
            var sizes = ShapeNumbers.Of(call, call.Value(0));
            if (sizes.Shape is not [var rows, var columns] || call.Ints("perm") is not (null or [1, 0])) throw call.Unsupported("it turns numbers of a shape that are no table.");
            call.Return(new Sizes([.. Enumerable.Range(0, sizes.Values.Length).Select(i => sizes.Values[i % rows * columns + i / rows])], [columns, rows]));
            return;
        }

        var input = call.Flow(0);
        var order = call.Ints("perm") ?? [.. Enumerable.Range(0, input.Rank + 1).Reverse()];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, input.Rank + 1))) throw call.Error($"perm is [{string.Join(", ", order)}], for a value with {input.Rank + 1} dimensions.");
        if (order[0] != 0) throw call.Unsupported("it moves the batch's dimension.");
        call.Return(input with { Axes = [.. input.Axes.Select(axis => Array.IndexOf(order, axis))] });
    }

    /// <summary>Gives a value another shape.</summary>
    /// <param name="call">The node.</param>
    /// <param name="flow">The value.</param>
    /// <param name="target">Sizes in the file's order, without the batch; one may be -1.</param>
    public static Flow To(OperatorCall call, Flow flow, int[] target)
    {
        if (flow.Row is not null && target is [var length] && (length < 0 || length == flow.Row.Value.Count)) return flow;
        flow = call.Plain(flow);
        if (target.SequenceEqual(flow.Sizes())) return flow;
        if (target.Length == 1)
        {
            if (flow.Tensor.Shape.IsKnown && target[0] >= 0 && target[0] != flow.Tensor.Shape.Count) throw call.Error($"a row of {target[0]} values is to be made of {flow.Tensor.Shape.Count}.");
            if (flow.Rank == 1) return flow;
            var row = flow.IsNatural() || !(flow.Axes is [2, 3, 1] && flow.Tensor.Shape.IsKnown) ? null : (Shape?)flow.Tensor.Shape;
            if (row is null && !flow.IsNatural()) flow = call.Arrange(flow, Flow.Natural(flow.Rank));
            return call.Apply(new Flatten(name: call.Name()), flow) with { Axes = [1], Row = row, IsNonNegative = flow.IsNonNegative };
        }

        if (target.Count(size => size < 0) > 1) throw call.Unsupported($"the shape [batch, {string.Join(", ", target.Select(size => size < 0 ? "?" : $"{size}"))}] is not known without the data; {OpenSizes}");
        if (!flow.IsNatural()) flow = call.Arrange(flow, Flow.Natural(flow.Rank));

        // One value for each channel, the channels first, is a picture of one pixel: as layers have it, channels last.
        var axes = target is [_, 1, 1] ? [2, 3, 1] : Flow.Natural(target.Length);
        return call.Apply(new Reshape([.. axes.Select(axis => target[axis - 1])], call.Name()), flow) with { Axes = axes, IsNonNegative = flow.IsNonNegative };
    }

    private static long Product(int[] sizes) => sizes.Aggregate(1L, (product, size) => Math.Min(product * size, 1L << 31));

    private static long[] Fill(OperatorCall call, long[] target, Constant constant)
    {
        long[] filled = [.. target.Select((size, i) => size == 0 && i < constant.Shape.Count ? constant.Shape[i] : size)];
        var known = filled.Where(size => size != -1).Aggregate(1L, (product, size) => size >= 0 && product <= Array.MaxLength ? product * Math.Min(size, int.MaxValue) : throw call.Error("the shape is too large, or not known."));
        if (filled.Count(size => size == -1) == 1 && known > 0) filled[Array.IndexOf(filled, -1L)] = constant.Count / known;
        return new Constant(constant.Tensor with { Shape = filled }).Count == constant.Count ? filled : throw call.Error($"{constant.Count} values do not make the shape [{string.Join(", ", target)}].");
    }

    private static long[] Insert(OperatorCall call, long[] sizes, int[] axes)
    {
        var rank = sizes.Length + axes.Length;
        if (rank > 64) throw call.Error($"a value of {rank} dimensions.");
        int[] places = [.. axes.Select(axis => call.Axis(axis, rank - 1))];
        if (places.Distinct().Count() != places.Length) throw call.Error("it puts two dimensions into one place.");
        var rest = new Queue<long>(sizes);
        return [.. Enumerable.Range(0, rank).Select(i => places.Contains(i) ? 1 : rest.Dequeue())];
    }

    private static Constant Turn(OperatorCall call, Constant constant)
    {
        var rank = constant.Shape.Count;
        var order = call.Ints("perm") ?? [.. Enumerable.Range(0, rank).Reverse()];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, rank))) throw call.Error($"perm is [{string.Join(", ", order)}], for a constant with {rank} dimensions.");
        if (constant.Tensor.Type != ElementType.Float) throw call.Unsupported($"it turns a constant of type {constant.Tensor.Type}.");
        var values = Layouts.Turn(call.Floats(constant), [.. constant.Shape.Select(size => call.Small(size, "the constant"))], order);
        return new Constant(TensorProto.Of("", values.AsMemory(), [.. order.Select(axis => constant.Shape[axis])]));
    }
}
