using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// TensorFlow functions in a functional model of tf.keras 2, which its files hold as layers of the class <c>TFOpLambda</c> or <c>SlicingOpLambda</c>: <c>x / 255</c>,
/// <c>tf.nn.relu(x)</c>, the <c>preprocess_input</c> of an application. Such a layer holds no code, only the function's name (in TensorFlow 2's public names) and
/// its arguments (tf_keras/layers/core/tf_op_layer.py). Functions of a closed table are read as the layer that computes the same, and are saved as that layer:
/// Rescaling, Add, Subtract, Multiply, Maximum, Minimum, Activation, ReLU, LeakyReLU, GlobalAveragePooling2D, GlobalMaxPooling2D, Concatenate, ZeroPadding2D,
/// Resizing, Reshape, Permute, UnitNormalization, Identity, and for reversed channels Cropping2D and Concatenate. All others are refused by name. x / c is
/// computed as x * (1 / c), which may differ in the last digit; <c>tf.stop_gradient</c> is an Identity, so that training goes on through it.
/// </summary>
internal static class TensorFlowFunctions
{
    private static readonly Dictionary<string, ActivationFunction> Activated = new(StringComparer.Ordinal)
    {
        ["nn.relu"] = Activations.Relu,
        ["nn.relu6"] = Activations.Relu6,
        ["math.sigmoid"] = Activations.Sigmoid,
        ["nn.sigmoid"] = Activations.Sigmoid,
        ["math.tanh"] = Activations.Tanh,
        ["nn.tanh"] = Activations.Tanh,
        ["nn.elu"] = Activations.Elu,
        ["nn.selu"] = Activations.Selu,
        ["math.softplus"] = Activations.Softplus,
        ["nn.softplus"] = Activations.Softplus,
        ["nn.softsign"] = Activations.Softsign,
        ["math.exp"] = Activations.Exponential,
        ["math.log_sigmoid"] = Activations.LogSigmoid,
    };

    /// <summary>Whether the entry is one.</summary>
    public static bool Is(ConfigReader entry) =>
        entry.GetString("class_name") is "TFOpLambda" or "SlicingOpLambda" && (entry.GetString("module") is not { } module || KerasModules.IsKeras(module));

    /// <summary>The function as a layer, without inputs yet.</summary>
    /// <param name="entry">The entry of <c>layers</c>.</param>
    /// <param name="call">Its one call.</param>
    /// <exception cref="ModelFormatException">It has no layer here.</exception>
    public static Layer Read(ConfigReader entry, InboundNode call)
    {
        entry.CountLayer();
        var config = entry.RequireObject("config");
        var name = entry.GetString("name") ?? config.RequireString("name");
        var function = config.RequireString("function");
        try
        {
            return Make(function, name, call) ?? throw entry.Unsupported($"the layer '{name}' is the TensorFlow function tf.{function}, which cannot be read with these arguments; {Operations.Hint}");
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw entry.Error($"the layer '{name}', the TensorFlow function tf.{function}: {e.Message}", e);
        }
    }

    /// <summary>What the layer is called on.</summary>
    /// <exception cref="ModelFormatException">The ranks differ, so that TensorFlow would align others than we do.</exception>
    public static KerasTensor[] Arguments(ConfigReader entry, Layer layer, InboundNode call, KerasTensor[] inputs)
    {
        Operations.CheckRanks(entry, layer, inputs);
        if (layer is Rescaling && TensorFlowConstant.Of(call) is { } constant && constant.Rank > inputs[0].Shape.Rank + 1)
            throw entry.Unsupported($"the layer '{layer.Name}' computes with a constant of rank {constant.Rank}, more than {inputs[0].Shape.ToBatchString()} has.");
        return layer is Concatenate && !call.IsList ? ReversedChannels.Split(entry, layer.Name, inputs[0]) : inputs;
    }

    private static Layer? Make(string function, string name, InboundNode call)
    {
        if (call.IsList)
        {
            return function switch
            {
                "concat" when Only(call, "axis") && call.Keywords?.GetInt32("axis") is { } axis => new Concatenate(axis, name),
                "math.add_n" when Only(call) => new Add(name),
                _ => null,
            };
        }

        return (call.Sources.Count == 2 ? Merging(function, name, call) : Computing(function, name, call)) ?? (call is { Sources.Count: 1, Constant: null } ? OfOne(function, name, call) : null);
    }

    private static Layer? Merging(string function, string name, InboundNode call) => !Only(call, "y") ? null : function switch
    {
        "__operators__.add" or "math.add" => new Add(name),
        "math.subtract" => new Subtract(name),
        "math.multiply" => new Multiply(name),
        "math.maximum" => new Maximum(name),
        "math.minimum" => new Minimum(name),
        _ => null,
    };

    /// <summary>A tensor and numbers.</summary>
    private static Layer? Computing(string function, string name, InboundNode call) => !Only(call, "y") || TensorFlowConstant.Of(call) is not { } c ? null : function switch
    {
        "__operators__.add" or "math.add" => new Rescaling([1], c.Values, name),
        "math.subtract" => c.IsFirst ? new Rescaling([-1], c.Values, name) : new Rescaling([1], c.Map(v => -v), name),
        "math.multiply" => new Rescaling(c.Values, null, name),
        "math.truediv" or "math.divide" when !c.IsFirst && !c.Values.Contains(0) => new Rescaling(c.Map(v => 1 / v), null, name),
        "math.maximum" when c.Values is [0] => new Activation(Activations.Relu, name),
        _ => null,
    };

    private static Layer? OfOne(string function, string name, InboundNode call)
    {
        var arguments = call.Keywords;
        return function switch
        {
            _ when Activated.TryGetValue(function, out var known) && Only(call) => new Activation(known, name),
            "nn.softmax" when IsLast(call) => new Activation(Activations.Softmax, name),
            "nn.log_softmax" when IsLast(call) => new Activation(Activations.LogSoftmax, name),
            "nn.silu" when Only(call, "beta") && arguments?.GetDouble("beta") is null or 1 => new Activation(Activations.Silu, name),
            "nn.gelu" when Only(call, "approximate") => new Activation(arguments?.GetBoolean("approximate", false) == true ? Activations.GeluApproximate : Activations.Gelu, name),
            "nn.leaky_relu" when Only(call, "alpha") => new LeakyReLU(arguments?.GetDouble("alpha") ?? 0.2, name),
            "clip_by_value" when Only(call, "clip_value_min", "clip_value_max") => Clip(name, arguments?.GetDouble("clip_value_min"), arguments?.GetDouble("clip_value_max")),
            "math.negative" when Only(call) => new Rescaling(-1, 0, name),
            "nn.bias_add" when Only(call, "bias", "data_format") && arguments?.GetString("data_format") is null or "NHWC" or "N...C" =>
                arguments?.Find("bias") is { } bias && TensorFlowConstant.Read(bias, isFirst: false) is { Rank: 1 } b ? new Rescaling([1], b.Values, name) : null,
            "math.reduce_mean" when IsOverPicture(call) => new GlobalAveragePooling2D(arguments!.GetBoolean("keepdims", false), name: name),
            "math.reduce_max" when IsOverPicture(call) => new GlobalMaxPooling2D(arguments!.GetBoolean("keepdims", false), name: name),
            "linalg.l2_normalize" or "math.l2_normalize" or "nn.l2_normalize" when Only(call, "axis", "epsilon") && arguments?.GetDouble("epsilon") is null or 1e-12 => TensorFlowShapes.Normalize(name, arguments),
            "identity" or "stop_gradient" when Only(call) => new Identity(name),
            "cast" when Only(call, "dtype") && arguments?.GetString("dtype") is "float32" or "float16" or "bfloat16" or "float64" => new Identity(name),
            "pad" when Only(call, "paddings", "mode", "constant_values") && arguments is not null => TensorFlowShapes.Pad(name, arguments),
            "reshape" when Only(call, "shape") && arguments is not null => TensorFlowShapes.Reshape(name, arguments),
            "transpose" when Only(call, "perm") && arguments is not null => TensorFlowShapes.Transpose(name, arguments),
            "image.resize" when Only(call, "size", "method", "preserve_aspect_ratio", "antialias") && arguments is not null => TensorFlowShapes.Resize(name, arguments),
            "__operators__.getitem" when Only(call, "slice_spec") && ReversedChannels.Is(call) => new Concatenate(-1, name),
            _ => null,
        };
    }

    /// <summary>Whether no other arguments are given than these and the name of the operation.</summary>
    private static bool Only(InboundNode call, params ReadOnlySpan<string> names)
    {
        if (call.Keywords is not { } keywords) return true;
        foreach (var argument in keywords.Element.EnumerateObject())
            if (argument.Name != "name" && keywords.Has(argument.Name) && !names.Contains(argument.Name)) return false;
        return true;
    }

    private static bool IsLast(InboundNode call) => Only(call, "axis") && call.Keywords?.GetInt32("axis") is null or -1;

    private static bool IsOverPicture(InboundNode call) => Only(call, "axis", "keepdims") && Operations.IsOverPicture(call.Keywords);

    private static Layer? Clip(string name, double? low, double? high) => (low, high) switch
    {
        (0, > 0) => new ReLU(high, name: name),
        (-1, 1) => new Activation(Activations.HardTanh, name),
        _ => null,
    };
}
