using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>Gemm and MatMul with a weight: Dense. The kernel's rows are put into the order of a row that was made of a picture.</summary>
internal static class Products
{
    [Imports("Gemm")]
    public static void Gemm(OperatorCall call)
    {
        call.Require("transA", 0, 0);
        var (input, bias) = (call.Loose(0), call.Constant(2));
        if (input.Rank != 1) throw call.Error($"it takes rows, not a value with {input.Rank + 1} dimensions.");
        var (kernel, units) = Kernel(call, input, isTransposed: call.Int("transB", 0) != 0);
        Scale(kernel, call.Float("alpha", 1));
        var layer = new Dense(units, useBias: bias is not null, name: call.Name());
        call.Return(Apply(call, layer, input, kernel, bias is null ? null : Bias(call, bias, units, call.Float("beta", 1))));
    }

    [Imports("MatMul")]
    public static void MatMul(OperatorCall call)
    {
        var input = call.Loose(0);

        // The axis that is summed over comes last, in the tensor too.
        if (input.Axes[^1] != input.Rank) input = call.Arrange(input, Flow.Natural(input.Rank));
        var (kernel, units) = Kernel(call, input, isTransposed: false);
        var sum = Bias(call, units);
        var layer = new Dense(units, useBias: sum.Bias is not null, name: call.Name());
        var output = Apply(call, layer, input, kernel, sum.Bias is null ? null : Bias(call, sum.Bias, units, 1));
        call.Return(output);
        if (sum.Node is not null) call.Import.Fold(sum.Node, output, call);
    }

    private static Flow Apply(OperatorCall call, Dense layer, Flow input, float[] kernel, float[]? bias)
    {
        var output = call.Apply(layer, input with { Row = null });
        layer.Kernel!.Set(call, kernel);
        if (bias is not null) layer.Bias!.Set(call, bias);
        return output;
    }

    private static (float[] Kernel, int Units) Kernel(OperatorCall call, Flow input, bool isTransposed)
    {
        var kernel = call.Constant(1) ?? throw call.Error("the weight is missing.");
        if (kernel.Shape.Count != 2) throw call.Unsupported($"the weight has {kernel.Shape.Count} dimensions; 2 are taken.");
        int[] shape = [call.Small(kernel.Shape[0], "the weight"), call.Small(kernel.Shape[1], "the weight")];
        if (input.Tensor.Shape[^1] < 0) throw call.Unsupported($"the length of its rows is not known without the data; {Reshapes.OpenSizes}");
        var values = call.Floats(kernel);
        if (isTransposed) (values, shape) = (Layouts.Turn(values, shape, [1, 0]), [shape[1], shape[0]]);
        if (input.Row is { } picture)
        {
            if (picture.Count != shape[0]) throw call.Error($"the weight takes rows of {shape[0]} values, not {picture.Count}.");
            values = Layouts.Turn(values, [picture[2], picture[0], picture[1], shape[1]], [1, 2, 0, 3]);
        }

        return (values, shape[1]);
    }

    private static float[] Bias(OperatorCall call, Constant constant, int units, float beta)
    {
        if (constant.Count != 1 && !(constant.Count == units && constant.Shape[^1] == units))
            throw call.Unsupported($"the bias has the shape [{string.Join(", ", constant.Shape)}]; one number, or one for each of the {units} units, is taken.");
        var values = call.Floats(constant);
        if (values.Length == 1 && units > 1)
        {
            call.Import.Take(4L * units, call);
            values = [.. Enumerable.Repeat(values[0], units)];
        }

        Scale(values, beta);
        return values;
    }

    private static void Scale(float[] values, float factor)
    {
        if (factor == 1) return;
        for (var i = 0; i < values.Length; i++) values[i] *= factor;
    }

    /// <summary>What is added to the product right after it, where that is the only use of it and the network's own value.</summary>
    private static (NodeProto? Node, Constant? Bias) Bias(OperatorCall call, int units)
    {
        var name = call.Node.Outputs[0];
        if (call.Import.OnlyConsumer(name) is not { OpType: "Add", Domain: "" or "ai.onnx", Inputs: [var a, var b] } add || a == b) return default;
        return call.Import.FindConstant(a == name ? b : a) is { IsSound: true } constant && constant.Count == units && (constant.Shape.Count > 0 && constant.Shape[^1] == units) ? (add, constant) : default;
    }
}
