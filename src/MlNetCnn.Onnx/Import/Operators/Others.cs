using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>Identity, Cast, Dropout and Concat.</summary>
internal static class Others
{
    [Imports("Identity")]
    public static void Identity(OperatorCall call) => call.Return(call.Value(0));

    [Imports("Cast")]
    public static void Cast(OperatorCall call)
    {
        var type = (ElementType)call.Int("to", 0);
        if (call.Value(0) is Flow && type is not (ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16)) throw call.Unsupported($"it turns values into {type}; layers compute in Float.");
        call.Return(call.Value(0));
    }

    [Imports("Dropout")]
    public static void Dropout(OperatorCall call)
    {
        var rate = call.Opset < 12 ? call.Float("ratio", 0.5f) : call.Scalar(1) ?? 0.5f;
        call.Return(call.Apply(new Dropout(rate, name: call.Name()), call.Loose(0)) with { IsNonNegative = call.Loose(0).IsNonNegative });
    }

    [Imports("Concat")]
    public static void Concat(OperatorCall call)
    {
        if (call.Node.Inputs.Count == 0) throw call.Error("it has no input.");
        ImportedValue[] values = [.. call.Node.Inputs.Select((_, i) => call.Value(i))];
        if (!values.Any(value => value is Flow))
        {
            if (values.Sum(value => value is Sizes sizes ? sizes.Values.Length : Math.Max(0, ((Constant)value).Count)) is var count and > Sizes.Most) throw call.Error($"{count} numbers of a shape.");
            call.Return(Sizes.List([.. values.SelectMany(value => ShapeNumbers.Of(call, value).Values)]));
            return;
        }

        Flow[] inputs = [.. call.Node.Inputs.Select((_, i) => call.Flow(i))];
        if (inputs.Any(input => input.Rank != inputs[0].Rank)) throw call.Error("its inputs have different numbers of dimensions.");
        var axis = call.Axis(call.Int("axis", 1), inputs[0].Rank);
        if (axis == 0) throw call.Unsupported("it puts batches together.");
        if (inputs.Length == 1)
        {
            call.Return(inputs[0]);
            return;
        }

        call.Return(Joined(call, inputs, axis));
    }

    /// <summary>Values one behind the other along an axis.</summary>
    public static Flow Joined(OperatorCall call, IReadOnlyList<Flow> inputs, int axis)
    {
        var axes = inputs[0].Axes;
        return call.Apply(new Concatenate(Array.IndexOf(axes, axis) + 1 is var at && at == axes.Length ? -1 : at, call.Name()), [.. inputs.Select(input => call.Arrange(input, axes))])
            with { IsNonNegative = inputs.All(input => input.IsNonNegative) };
    }

    /// <summary>The exact gelu, x * (1 + erf(x / sqrt 2)) / 2, which files before version 20 spell out: Div (or Mul), Erf, Add, Mul, Mul.</summary>
    [Imports("Erf")]
    public static void Gelu(OperatorCall call)
    {
        var (import, _) = (call.Import, call.Value(0));
        if (import.Producer(call.Node.Inputs[0]) is { OpType: "Div" or "Mul", Inputs: [var x, var root] } scaled && IsNumber(root, scaled.OpType == "Div" ? Math.Sqrt(2) : Math.Sqrt(0.5))
            && import.OnlyConsumer(call.Node.Outputs[0]) is { OpType: "Add" } add && add.Inputs.Any(input => IsNumber(input, 1))
            && import.OnlyConsumer(add.Outputs[0]) is { OpType: "Mul" } product && product.Inputs.Contains(x)
            && import.OnlyConsumer(product.Outputs[0]) is { OpType: "Mul" } half && half.Inputs.Any(input => IsNumber(input, 0.5)))
        {
            if (import.Find(x, call) is not Flow flow) throw call.Unsupported("it computes with constants.");
            import.Fold(add, null, call);
            import.Fold(product, null, call);
            import.Fold(half, call.Apply(new Activation(Activations.Gelu, call.Name()), flow), call);
            return;
        }

        throw call.Unsupported("it is taken only as a part of gelu.");

        bool IsNumber(string name, double number) => import.NumberOf(name) is { } found && Math.Abs(found - number) < 1e-4;
    }
}
