using System.Text.Json;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// Operations on tensors in a functional model of Keras 3: <c>x + y</c>, <c>x / 255</c>, <c>keras.ops.relu(x)</c>. Those that are a layer by another name are
/// read as that layer; all others are refused by name. Functional models of mixed precision have a Cast wherever the type changes, which nobody wrote. Their classes share names with layers (Add, Multiply, Softmax) but not all of their meaning: operations
/// align shapes with the batch, so that both sides must have one rank here.
/// </summary>
internal static class Operations
{
    /// <summary>What to do about an operation that cannot be read.</summary>
    public const string Hint = "use layers instead (Rescaling for a factor and an offset, Add, Multiply, Activation, GlobalAveragePooling2D, Reshape) and save the model again.";

    private static readonly HashSet<string> Classes = new(StringComparer.Ordinal)
    {
        "Add", "Subtract", "Multiply", "Maximum", "Minimum", "Concatenate", "TrueDivide", "Divide", "Mean", "Max", "Relu", "Relu6", "Sigmoid", "Tanh", "Softplus", "Softsign", "Silu",
        "Selu", "HardSigmoid", "HardSilu", "Exp", "Elu", "LeakyRelu", "Gelu", "Softmax", "Celu", "HardTanh", "HardShrink", "SoftShrink", "TanhShrink",
        "Squareplus", "SparsePlus", "SparseSigmoid", "LogSigmoid", "LogSoftmax", "Sparsemax",
    };

    /// <summary>
    /// Whether the entry is an operation. Keras 3's .h5 files do not give the module; there what every layer writes and an operation does not, <c>trainable</c> and
    /// <c>dtype</c>, tells.
    /// </summary>
    public static bool Is(ConfigReader entry)
    {
        if (entry.Find("module") is { ValueKind: JsonValueKind.String } module) return KerasModules.HoldsOperations(module.GetString()!);
        if (entry.KerasMajor < 3 || entry.Has("module") || entry.Find("config") is not { ValueKind: JsonValueKind.Object } config || config.TryGetProperty("trainable", out _)) return false;
        // No layer has this name, and its type is what the operation is about.
        return entry.GetString("class_name") is "Cast" || (Classes.Contains(entry.GetString("class_name") ?? "") && !config.TryGetProperty("dtype", out _));
    }

    /// <summary>The operation as a layer, without inputs yet.</summary>
    /// <param name="entry">The entry of <c>layers</c>.</param>
    /// <param name="call">Its one call, with numbers among the arguments.</param>
    /// <exception cref="ModelFormatException">It has no layer here.</exception>
    public static Layer Read(ConfigReader entry, InboundNode call)
    {
        entry.CountLayer();
        var name = entry.GetString("name") ?? throw entry.Error("an operation needs a name.");
        var config = entry.GetObject("config");
        var layer = (entry.RequireString("class_name"), call) switch
        {
            ("Add", { Sources.Count: 2, Numbers.Count: 0 }) => new Add(name),
            ("Subtract", { Sources.Count: 2, Numbers.Count: 0 }) => new Subtract(name),
            ("Multiply", { Sources.Count: 2, Numbers.Count: 0 }) => new Multiply(name),
            ("Maximum", { Sources.Count: 2, Numbers.Count: 0 }) => new Maximum(name),
            ("Minimum", { Sources.Count: 2, Numbers.Count: 0 }) => new Minimum(name),
            ("Concatenate", { Numbers.Count: 0 }) => new Concatenate(config?.GetInt32("axis") ?? -1, name),
            ("Add", { Sources.Count: 1, Numbers: [var (_, number)] }) => new Rescaling(1, number, name),
            ("Subtract", { Sources.Count: 1, Numbers: [(0, var number)] }) => new Rescaling(-1, number, name),
            ("Subtract", { Sources.Count: 1, Numbers: [var (_, number)] }) => new Rescaling(1, -number, name),
            ("Multiply", { Sources.Count: 1, Numbers: [var (_, number)] }) => new Rescaling(number, 0, name),
            ("TrueDivide" or "Divide", { Sources.Count: 1, Numbers: [(1, not 0 and var number)] }) => new Rescaling(1 / number, 0, name),
            ("Cast", { Sources.Count: 1, Numbers.Count: 0 }) when config?.GetString("dtype") is "float16" or "bfloat16" or "float32" or "float64" =>
                new Identity(name) { TypePolicy = config.RequireString("dtype") },
            ("Mean", { Sources.Count: 1, Numbers.Count: 0 }) when IsOverPicture(config) => new GlobalAveragePooling2D(config!.GetBoolean("keepdims", false), name: name),
            ("Max", { Sources.Count: 1, Numbers.Count: 0 }) when IsOverPicture(config) && !config!.Has("initial") => new GlobalMaxPooling2D(config!.GetBoolean("keepdims", false), name: name),
            (var className, { Sources.Count: 1, Numbers.Count: 0 }) when Function(className, config) is { } function => new Activation(function, name),
            _ => (Layer?)null,
        };
        return layer ?? throw Refused(entry, name);
    }

    /// <summary>Refuses what would be aligned with the batch.</summary>
    public static void CheckRanks(ConfigReader entry, Layer layer, IReadOnlyList<KerasTensor> inputs)
    {
        if (layer is Merge && inputs.Select(i => i.Shape.Rank).Distinct().Count() > 1)
            throw entry.Unsupported($"the operation '{layer.Name}' ({layer.ClassName}) joins {string.Join(" and ", inputs.Select(i => i.Shape.ToBatchString()))}; only tensors of one rank can be read there, since others would be aligned with the batch.");
    }

    /// <summary>Whether <c>axis</c> is height and width of pictures whose channels stand last.</summary>
    public static bool IsOverPicture(ConfigReader? config) =>
        config?.Find("axis") is { ValueKind: JsonValueKind.Array } && config.GetDimensions("axis") is { Length: 2 } axes && axes.Select(a => a < 0 ? a + 4 : a).Order().SequenceEqual([1, 2]);

    /// <summary>The named function that the operation applies, where its arguments are the function's.</summary>
    private static ActivationFunction? Function(string className, ConfigReader? config) => className switch
    {
        "Relu" => Activations.Relu,
        "Relu6" => Activations.Relu6,
        "Sigmoid" => Activations.Sigmoid,
        "Tanh" => Activations.Tanh,
        "Softplus" => Activations.Softplus,
        "Softsign" => Activations.Softsign,
        "Silu" => Activations.Silu,
        "Selu" => Activations.Selu,
        "HardSigmoid" => Activations.HardSigmoid,
        "HardSilu" => Activations.HardSilu,
        "Exp" => Activations.Exponential,
        "Elu" when config?.GetDouble("alpha", 1) is null or 1 => Activations.Elu,
        "LeakyRelu" when config?.GetDouble("negative_slope", 0.2) is null or 0.2 => Activations.LeakyRelu,
        "Gelu" => config?.GetBoolean("approximate", true) is false ? Activations.Gelu : Activations.GeluApproximate,
        "Celu" when config?.GetDouble("alpha", 1) is null or 1 => Activations.Celu,
        "HardTanh" => Activations.HardTanh,
        "HardShrink" when config?.GetDouble("threshold", 0.5) is null or 0.5 => Activations.HardShrink,
        "SoftShrink" when config?.GetDouble("threshold", 0.5) is null or 0.5 => Activations.SoftShrink,
        "TanhShrink" => Activations.TanhShrink,
        "Squareplus" when config?.GetDouble("b", 4) is null or 4 => Activations.Squareplus,
        "SparsePlus" => Activations.SparsePlus,
        "SparseSigmoid" => Activations.SparseSigmoid,
        "LogSigmoid" => Activations.LogSigmoid,
        "LogSoftmax" when config?.GetInt32("axis") is null or -1 => Activations.LogSoftmax,
        "Sparsemax" when config?.GetInt32("axis") is null or -1 => Activations.Sparsemax,
        "Softmax" when config?.GetInt32("axis") is null or -1 => Activations.Softmax,
        _ => null,
    };

    private static ModelFormatException Refused(ConfigReader entry, string name) =>
        entry.Unsupported($"the layer '{name}' is the operation {(entry.GetString("module") is { } module ? module + "." : "")}{entry.GetString("class_name")} on tensors, which cannot be read with these arguments; {Hint}");
}
