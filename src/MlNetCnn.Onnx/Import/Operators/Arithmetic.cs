using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>Sums, differences, products and the like of values with each other, with constants, and of the numbers of shapes.</summary>
internal static class Arithmetic
{
    [Imports("Add", "Sub", "Mul", "Div")]
    public static void Binary(OperatorCall call)
    {
        var (a, b) = (call.Value(0), call.Value(1));
        if (call.Opset < 7 && call.Find("axis") is not null) b = FromAxis(call, a, b);
        call.Return((a, b) switch
        {
            (Flow x, Flow y) => Merge(call, x, y),
            (Flow x, Constant c) => WithConstant(call, x, c, isReversed: false),
            (Constant c, Flow x) => WithConstant(call, x, c, isReversed: true),
            (Flow, _) or (_, Flow) => throw call.Unsupported("it computes with the size of the batch, or with another that is not known."),
            _ => ShapeNumbers.Binary(call, ShapeNumbers.Of(call, a), ShapeNumbers.Of(call, b)),
        });
    }

    [Imports("Neg")]
    public static void Negate(OperatorCall call) => call.Return(call.Apply(new Rescaling(-1, 0, call.Name()), call.Loose(0)));

    [Imports("Sum", "Max", "Min", "Mean")]
    public static void Many(OperatorCall call)
    {
        if (call.Node.Inputs.Count == 0) throw call.Error("it has no input.");
        if (call.Op is "Max" or "Min" && call.Node.Inputs.Count == 2 && (call.Value(0) is Constant || call.Value(1) is Constant))
        {
            var bound = call.Scalar(call.Value(0) is Constant ? 0 : 1);
            var flow = call.Loose(call.Value(0) is Constant ? 1 : 0);
            call.Return(call.Op == "Max" ? ActivationFunctions.Clip(call, flow, bound, null) : ActivationFunctions.Clip(call, flow, null, bound));
            return;
        }

        Flow[] inputs = [.. call.Node.Inputs.Select((_, i) => call.Flow(i))];
        if (inputs.Length == 1)
        {
            call.Return(inputs[0]);
            return;
        }

        if (inputs.Any(input => input.Rank != inputs[0].Rank)) throw RanksDiffer(call);
        Layer layer = call.Op switch { "Sum" => new Add(call.Name()), "Max" => new Maximum(call.Name()), "Min" => new Minimum(call.Name()), _ => new Average(call.Name()) };
        call.Return(call.Apply(layer, [.. inputs.Select(input => call.Arrange(input, inputs[0].Axes))]) with { IsNonNegative = inputs.All(input => input.IsNonNegative) });
    }

    /// <summary>Before version 7 an attribute says where the second value's dimensions stand, as now ones after them do.</summary>
    private static Constant FromAxis(OperatorCall call, ImportedValue a, ImportedValue b)
    {
        if (a is not Flow flow || b is not Constant constant) throw call.Unsupported("axis goes with a constant as the second input.");
        var after = flow.Rank + 1 - call.Axis(call.Int("axis", 0), flow.Rank) - constant.Shape.Count;
        return after >= 0 ? new Constant(constant.Tensor with { Shape = [.. constant.Shape, .. Enumerable.Repeat(1L, after)] }) : throw call.Error("the second input has more dimensions than there are from the axis on.");
    }

    private static Flow Merge(OperatorCall call, Flow a, Flow b)
    {
        if (a.Rank != b.Rank) throw RanksDiffer(call);
        if (a.Row != b.Row) (a, b) = (call.Plain(a), call.Plain(b));

        // The larger one stays as it is: what is turned is the factor of each channel.
        if (!a.Axes.SequenceEqual(b.Axes)) (a, b) = a.Tensor.Shape.Contains(1) && !b.Tensor.Shape.Contains(1) ? (call.Arrange(a, b.Axes), b) : (a, call.Arrange(b, a.Axes));
        Layer layer = call.Op switch
        {
            "Add" => new Add(call.Name()),
            "Sub" => new Subtract(call.Name()),
            "Mul" => new Multiply(call.Name()),
            _ => throw call.Unsupported("no layer divides one value by another."),
        };
        return call.Apply(layer, [a, b]) with { Row = a.Row, IsNonNegative = call.Op != "Sub" && a.IsNonNegative && b.IsNonNegative };
    }

    private static Flow WithConstant(OperatorCall call, Flow flow, Constant constant, bool isReversed)
    {
        if (call.Op == "Div" && isReversed) throw call.Unsupported("no layer divides by a value.");
        int[] large = [.. Enumerable.Range(0, constant.Shape.Count).Where(i => constant.Shape[i] != 1)];
        if (large.Length > 1 || constant.Count < 1) throw call.Unsupported($"a constant of the shape [{string.Join(", ", constant.Shape)}]; single numbers and one for each channel are taken.");
        if (constant.Shape.Count > flow.Rank + 1) throw call.Unsupported($"the constant has {constant.Shape.Count} dimensions, more than the value.");
        if (large is [var at])
        {
            var axis = flow.Rank + 1 - constant.Shape.Count + at;
            if (axis == 0) throw call.Unsupported("the constant has one number for each element of the batch.");
            flow = call.Plain(flow);
            if (flow.Axes[^1] != axis) flow = call.Arrange(flow, [.. Flow.Natural(flow.Rank).Where(a => a != axis), axis]);
        }

        double[] values = Array.ConvertAll(call.Floats(constant), value => (double)value);
        double[] negative = Array.ConvertAll(values, value => -value);
        Rescaling layer = call.Op switch
        {
            "Add" => new([1], values, call.Name()),
            "Sub" => isReversed ? new([-1], values, call.Name()) : new([1], negative, call.Name()),
            "Mul" => new(values, [0], call.Name()),
            _ => new(Array.ConvertAll(values, value => 1 / value), [0], call.Name()),
        };
        return call.Apply(layer, flow) with { IsNonNegative = flow.IsNonNegative && call.Op != "Sub" && values.All(value => value >= 0) };
    }

    private static ModelFormatException RanksDiffer(OperatorCall call) => call.Unsupported("its inputs have different numbers of dimensions.");
}
