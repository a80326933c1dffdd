using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>Operators that PyTorch uses to compute shapes: they are worked out here.</summary>
internal static class ShapeNumbers
{
    [Imports("Shape")]
    public static void Shape(OperatorCall call)
    {
        long[] sizes = call.Value(0) switch
        {
            Flow flow => [Sizes.Batch, .. flow.Sizes().Select(size => size < 0 ? Sizes.Unknown : size)],
            Constant constant => [.. constant.Shape],
            _ => throw call.Unsupported("it takes the shape of a shape."),
        };
        var (start, end) = (call.Int("start", 0), call.Int("end", sizes.Length));
        call.Return(Sizes.List(Range(sizes, start, end)));
    }

    [Imports("Gather")]
    public static void Gather(OperatorCall call)
    {
        if (call.Value(0) is Flow)
        {
            call.Return(Parts.Gather(call));
            return;
        }

        call.Require("axis", 0, 0);
        var (sizes, indices) = (Of(call, call.Value(0)), Of(call, call.Value(1)));
        if (sizes.Shape.Length != 1) throw call.Unsupported("it takes numbers out of a table.");
        call.Return(new Sizes([.. indices.Values.Select(index => index >= -sizes.Values.Length && index < sizes.Values.Length ? sizes.Values[(int)(index < 0 ? index + sizes.Values.Length : index)] : throw call.Error($"there is no index {index}."))], indices.Shape));
    }

    [Imports("ConstantOfShape")]
    public static void Fill(OperatorCall call)
    {
        if (call.Find("value") is not AttributeProto.Tensor { Value: var value } || new Constant(value) is not { IsSound: true, IsWhole: true, Count: 1 } constant) throw call.Unsupported("it makes other than whole numbers.");
        if (Of(call, call.Value(0)).Values is not [>= 0 and <= 64 and var count]) throw call.Unsupported("it makes other than a short list.");
        call.Return(Sizes.List([.. Enumerable.Repeat(constant.ToLongs()[0], (int)count)]));
    }

    [Imports("Floor", "Ceil")]
    public static void Round(OperatorCall call) => call.Return(Of(call, call.Value(0)));

    [Imports("Constant")]
    public static void Constant(OperatorCall call)
    {
        if (call.Node.Attributes.Count == 0) throw call.Error("it has no value.");
        call.Return(call.Node.Attributes[0] switch
        {
            AttributeProto.Tensor { Value.ExternalData.Count: > 0 } => throw call.Unsupported("its values lie in another file."),
            AttributeProto.Tensor a => new Constant(a.Value),
            AttributeProto.Float a => new Constant(TensorProto.Of("", new[] { a.Value }.AsMemory())),
            AttributeProto.Floats a => new Constant(TensorProto.Of("", a.Values.ToArray().AsMemory(), a.Values.Count)),
            AttributeProto.Int a => Sizes.Scalar(a.Value),
            AttributeProto.Ints a => Sizes.List([.. a.Values]),
            var other => throw call.Unsupported($"its value is {other.Name}."),
        });
    }

    public static Sizes Binary(OperatorCall call, Sizes a, Sizes b)
    {
        var (x, y) = (a.Values, b.Values);
        if (x.Length != y.Length && x.Length != 1 && y.Length != 1) throw call.Error($"lists of {x.Length} and {y.Length} numbers do not go together.");
        if (call.Op == "Div" && y.Contains(0)) throw call.Error("it divides by 0.");
        var count = x.Length == 1 ? y.Length : x.Length;
        return new Sizes([.. Enumerable.Range(0, count).Select(i => Compute(call.Op, x[x.Length == 1 ? 0 : i], y[y.Length == 1 ? 0 : i]))], x.Length > y.Length || (x.Length == y.Length && a.Shape.Length >= b.Shape.Length) ? a.Shape : b.Shape);
    }

    /// <summary>A value as the numbers of a shape.</summary>
    public static Sizes Of(OperatorCall call, ImportedValue value) => value switch
    {
        Sizes sizes => sizes,
        Constant { IsWhole: true } constant when constant.Count > 0 || constant.Shape.Count == 1 => new Sizes(call.Longs(constant), [.. constant.Shape.Select(size => (int)size)]),
        _ => throw call.Unsupported("this operator is taken only where it computes shapes."),
    };

    /// <summary>The rows of a table, or the numbers of a list, from a start to an end, or backwards.</summary>
    public static Sizes Rows(OperatorCall call, Sizes sizes, long start, long end, long step)
    {
        if (sizes.Shape.Length == 0 || step is not (1 or -1)) throw call.Unsupported("it takes a part of a single number, or not each of them.");
        var width = sizes.Shape.Skip(1).Aggregate(1, (product, size) => product * size);
        long[] rows = [.. Enumerable.Range(0, sizes.Shape[0]).Select(i => (long)i)];

        // Backwards from the last to the first is all that PyTorch writes.
        if (step == -1 && (start != -1 && start < rows.Length - 1 || end >= -rows.Length)) throw call.Unsupported("it takes a part backwards.");
        rows = step == 1 ? Range(rows, start, end) : [.. rows.Reverse()];
        return new Sizes([.. rows.SelectMany(row => sizes.Values.Skip((int)row * width).Take(width))], [rows.Length, .. sizes.Shape.Skip(1)]);
    }

    /// <summary>Numbers from a start to an end, both counted from the end where they are negative.</summary>
    public static long[] Range(long[] values, long start, long end)
    {
        var from = Math.Clamp(start < 0 ? start + values.Length : start, 0, values.Length);
        var to = Math.Clamp(end < 0 ? end + values.Length : end, from, values.Length);
        return values[(int)from..(int)to];
    }

    /// <summary>What is computed with sizes that are not known is not known; sums and products that leave 64 bits are not either.</summary>
    private static long Compute(string op, long x, long y)
    {
        if (Math.Abs(Math.Clamp(x, -long.MaxValue, long.MaxValue)) > int.MaxValue || Math.Abs(Math.Clamp(y, -long.MaxValue, long.MaxValue)) > int.MaxValue) return Sizes.Unknown;
        return op switch { "Add" => x + y, "Sub" => x - y, "Mul" => x * y, _ => x / y };
    }
}
