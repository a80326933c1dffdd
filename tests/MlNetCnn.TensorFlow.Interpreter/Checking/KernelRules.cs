namespace MlNetCnn.TensorFlow.Interpreter.Checking;

/// <summary>What TensorFlow's kernels refuse, or do not heed, though the signature would allow it.</summary>
internal static class KernelRules
{
    /// <summary>What is wrong with a node of right attributes.</summary>
    public static IEnumerable<string> Errors(NodeDef node)
    {
        foreach (var name in (string[])["strides", "ksize", "dilations"])
            if (Numbers(node, name) is { } values && (values.Count != 4 || values[0] != 1 || values[3] != 1 || values.Any(v => v < 1))) yield return $"the attribute {name} must be four numbers, 1 for batch and channels";
        if (Numbers(node, "explicit_paddings") is { } around && node.Attributes.TryGetValue("padding", out var padding))
        {
            var isExplicit = padding is AttrValue.Text { Value: "EXPLICIT" };
            if (around.Count != (isExplicit ? 8 : 0)) yield return $"the attribute explicit_paddings has {around.Count} numbers, with the padding {padding}";
        }

        var isDilated = Numbers(node, "dilations") is { } dilations && dilations.Any(d => d != 1);
        if (isDilated && node.Op != "Conv2D") yield return "TensorFlow's CPU kernels of it take no dilation";
        if (node.Op.StartsWith("DepthwiseConv2dNative", StringComparison.Ordinal) && Numbers(node, "strides") is [_, var rows, var columns, _] && rows != columns)
            yield return $"it takes equal strides in both directions only, not {rows} and {columns}";
        if (node.Attributes.TryGetValue("data_format", out var format) && format is not AttrValue.Text { Value: "NHWC" }) yield return "CPU kernels take channels last (NHWC) only";
        if (node.Op == "Const" && node.Attributes["value"] is AttrValue.Tensor { Value: var value } && node.Attributes["dtype"] is AttrValue.Type { Value: var type } && value.Type != type)
            yield return $"the value has the type {value.Type}, the attribute dtype says {type}";
    }

    private static IReadOnlyList<long>? Numbers(NodeDef node, string name) => node.Attributes.TryGetValue(name, out var value) && value is AttrValue.Ints ints ? ints.Values : null;
}
