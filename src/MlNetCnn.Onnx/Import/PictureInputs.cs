using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>Tells whether an input of four dimensions is pictures with the channels first, as ONNX's convolutions take them, or with the channels last, which the file itself turns.</summary>
internal static class PictureInputs
{
    /// <summary>Operators that take the channels from axis 1.</summary>
    private static readonly HashSet<string> Spatial =
        ["Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "BatchNormalization", "InstanceNormalization", "Resize", "Upsample", "PRelu"];

    /// <summary>Operators after which the dimensions still stand as before.</summary>
    private static readonly HashSet<string> Elementwise =
        
    [
        "Add", "Sub", "Mul", "Div", "Neg", "Relu", "LeakyRelu", "Elu", "Celu", "Selu", "Gelu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Exp", "Mish", "HardSigmoid", "HardSwish", "Clip", "Cast",
        "Identity", "Dropout", "Pad", "Slice", "Split", "Sum", "Max", "Min", "Mean", "Concat",
    ];

    /// <summary>Nodes that are looked at; the first convolution is among the first of them.</summary>
    private const int MostNodes = 1000;

    public static bool IsChannelsFirst(string input, GraphImport import)
    {
        var looked = 0;
        var (seen, next) = (new HashSet<string>(StringComparer.Ordinal) { input }, new Queue<string>([input]));
        while (next.TryDequeue(out var name))
        {
            foreach (var node in import.Consumers[name])
            {
                if (++looked > MostNodes) return false;
                if (Spatial.Contains(node.OpType) && node.Inputs[0] == name) return true;
                if (node.OpType == "Transpose") return Ints(node, "perm") is not [0, 3, 1, 2];
                if (node.OpType.StartsWith("Reduce", StringComparison.Ordinal) && Ints(node, "axes") is { } axes) return axes is [2, 3] or [-2, -1];
                if (Elementwise.Contains(node.OpType) && seen.Add(node.Outputs[0]))
                    foreach (var output in node.Outputs) next.Enqueue(output);
            }
        }

        return false;
    }

    private static IReadOnlyList<long>? Ints(NodeProto node, string name) => node.Attributes.OfType<AttributeProto.Ints>().FirstOrDefault(attribute => attribute.Name == name)?.Values;
}
