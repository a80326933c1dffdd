using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>Functions of each value by itself.</summary>
internal static class ActivationFunctions
{
    [Imports("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Exp", "HardSwish", "Mish")]
    public static void Plain(OperatorCall call)
    {
        var function = call.Op switch
        {
            "Relu" => Activations.Relu,
            "Sigmoid" => Activations.Sigmoid,
            "Tanh" => Activations.Tanh,
            "Softplus" => Activations.Softplus,
            "Softsign" => Activations.Softsign,
            "Exp" => Activations.Exponential,
            "HardSwish" => Activations.HardSilu,
            _ => Activations.Mish,
        };
        call.Return(Call(call, new Activation(function, call.Name()), call.Op is "Relu" or "Sigmoid" or "Softplus" or "Exp"));
    }

    [Imports("LeakyRelu")]
    public static void Leaky(OperatorCall call) => call.Return(Call(call, new LeakyReLU(call.Float("alpha", 0.01f), call.Name())));

    [Imports("Elu")]
    public static void Elu(OperatorCall call) => call.Return(Call(call, new ELU(call.Float("alpha", 1), call.Name())));

    [Imports("Celu")]
    public static void Celu(OperatorCall call)
    {
        if (call.Float("alpha", 1) is var alpha and not 1) throw call.Unsupported($"alpha is {alpha}; only 1 is taken.");
        call.Return(Call(call, new Activation(Activations.Celu, call.Name())));
    }

    [Imports("Selu")]
    public static void Selu(OperatorCall call)
    {
        var (alpha, gamma) = (call.Float("alpha", 1.67326319f), call.Float("gamma", 1.05070102f));
        if (Math.Abs(alpha - 1.67326324) > 1e-3 || Math.Abs(gamma - 1.05070098) > 1e-3) throw call.Unsupported($"alpha is {alpha} and gamma is {gamma}; only those of the paper, 1.67326 and 1.0507, are taken.");
        call.Return(Call(call, new Activation(Activations.Selu, call.Name())));
    }

    [Imports("Gelu")]
    public static void Gelu(OperatorCall call) =>
        call.Return(Call(call, new Activation(call.Text("approximate", "none") == "tanh" ? Activations.GeluApproximate : Activations.Gelu, call.Name())));

    /// <summary>max(0, min(1, alpha * x + beta)), by default 0.2 and 0.5, which is Keras 2's; with 1 / 6 it is Keras 3's.</summary>
    [Imports("HardSigmoid")]
    public static void HardSigmoid(OperatorCall call)
    {
        var (alpha, beta) = (call.Float("alpha", 0.2f), call.Float("beta", 0.5f));
        if (beta == 0.5f && Math.Abs(alpha - 1 / 6.0) < 1e-4) call.Return(Call(call, new Activation(Activations.HardSigmoid, call.Name()), isNonNegative: true));
        else if (beta == 0.5f && alpha == 0.2f) call.Return(Call(call, new Activation(Activations.HardSigmoidKeras2, call.Name()), isNonNegative: true));
        else call.Return(call.Apply(new ReLU(1, name: call.Name()), call.Apply(new Rescaling(alpha, beta, call.Name("scale")), call.Loose(0))) with { IsNonNegative = true });
    }

    [Imports("PRelu")]
    public static void Parametric(OperatorCall call)
    {
        var input = call.Flow(0);
        var slope = call.Constant(1) ?? throw call.Error("the slope is missing.");
        int[] sizes = [.. Enumerable.Repeat(1, Math.Max(0, input.Rank - slope.Shape.Count)), .. slope.Shape.Select(size => call.Small(size, "the slope"))];

        // Before version 7 a row is one slope for each channel.
        if (call.Opset < 7 && slope.Shape is [> 1]) sizes = [sizes[^1], .. sizes[..^1]];

        // The batch's dimension may stand there, as 1.
        if (sizes.Length == input.Rank + 1 && sizes[0] == 1) sizes = sizes[1..];
        if (sizes.Length != input.Rank) throw call.Unsupported($"the slope has the shape [{string.Join(", ", slope.Shape)}], for an input with {input.Rank + 1} dimensions.");
        int[] turned = [.. input.Axes.Select(axis => sizes[axis - 1])];
        int[] shared = [.. Enumerable.Range(1, input.Rank).Where(i => turned[i - 1] == 1)];
        var values = Layouts.Turn(call.Floats(slope), sizes, [.. input.Axes.Select(axis => axis - 1)]);
        var layer = new PReLU(sharedAxes: shared, name: call.Name());
        var output = call.Apply(layer, input);
        layer.Alpha!.Set(call, values);
        call.Return(output);
    }

    /// <summary>min(max(x, low), high); the bounds are attributes before version 11 and inputs from then on.</summary>
    [Imports("Clip")]
    public static void Clip(OperatorCall call)
    {
        var low = call.Find("min") is null ? call.Scalar(1) : call.Float("min", 0);
        var high = call.Find("max") is null ? call.Scalar(2) : call.Float("max", 0);
        call.Return(Clip(call, call.Loose(0), low is > float.MinValue ? low : null, high is < float.MaxValue ? high : null));
    }

    /// <summary>A value within bounds; null for none.</summary>
    public static Flow Clip(OperatorCall call, Flow input, float? low, float? high) => (low, high) switch
    {
        (null, null) => input,
        (0, null) => call.Apply(new Activation(Activations.Relu, call.Name()), input) with { IsNonNegative = true },
        (0, 6) => call.Apply(new Activation(Activations.Relu6, call.Name()), input) with { IsNonNegative = true },
        (-1, 1) => call.Apply(new Activation(Activations.HardTanh, call.Name()), input),
        (0, >= 0 and var top) => call.Apply(new ReLU(top, name: call.Name()), input) with { IsNonNegative = true },
        ({ } bottom, null) => Shift(call, call.Apply(new Activation(Activations.Relu, call.Name()), Shift(call, input, 1, -bottom)), 1, bottom) with { IsNonNegative = bottom >= 0 },
        (null, { } top) => Shift(call, call.Apply(new Activation(Activations.Relu, call.Name()), Shift(call, input, -1, top)), -1, top),
        ({ } bottom, { } top) when top >= bottom => Shift(call, call.Apply(new ReLU(top - bottom, name: call.Name()), Shift(call, input, 1, -bottom)), 1, bottom) with { IsNonNegative = bottom >= 0 },
        var (bottom, top) => throw call.Unsupported($"the bounds are {bottom} and {top}."),
    };

    /// <summary>Bounds beside 0 are moved there and back, which costs their float32's last digit: those that are far away are refused.</summary>
    private static Flow Shift(OperatorCall call, Flow input, float scale, float offset) => Math.Abs(offset) > 256 ? throw call.Unsupported($"a bound of {offset} would cost the values their precision.") : call.Apply(new Rescaling(scale, offset, call.Name("shift")), input);

    private static Flow Call(OperatorCall call, Layer layer, bool isNonNegative = false) => call.Apply(layer, call.Loose(0)) with { IsNonNegative = isNonNegative };
}
