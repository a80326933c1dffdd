using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>
/// A dilated window of stride 1 as an undilated one over images taken apart (SpaceToBatchND): TensorFlow's CPU has no kernels for a dilated Conv2D's gradients, and its depthwise
/// convolutions, on any device, take no dilation at all (the older ones ignore it without a word).
/// </summary>
/// <param name="Block">The dilation in both directions.</param>
/// <param name="Paddings">Zeros around the images before they are taken apart.</param>
/// <param name="Extra">How much of the paddings only fills up the last block.</param>
internal sealed record DilatedWindow(int[] Block, (int Before, int After)[] Paddings, (int Before, int After)[] Extra)
{
    /// <summary>How to do without dilation; null where there is none, and where a stride or a size that is not known leaves no way.</summary>
    /// <param name="image">Shape of the images.</param>
    /// <param name="filter">Shape of the filter.</param>
    /// <param name="attributes">The convolution's.</param>
    public static DilatedWindow? Of(TensorShape image, TensorShape filter, IReadOnlyDictionary<string, AttrValue> attributes)
    {
        int[] At(string name) => [.. ((AttrValue.Ints)attributes[name]).Values.Select(v => (int)v)];
        int[] dilations = At("dilations")[1..3], strides = At("strides")[1..3], around = At("explicit_paddings");
        if (dilations is [1, 1] || strides is not [1, 1] || image[1] < 0 || image[2] < 0) return null;
        var padding = ((AttrValue.Text)attributes["padding"]).Value;
        (int Before, int After)[] paddings = new (int, int)[2], extra = new (int, int)[2];
        for (var d = 0; d < 2; d++)
        {
            var reach = (filter[d] - 1) * dilations[d];
            var (before, after) = padding switch
            {
                "SAME" => (reach / 2, reach - reach / 2),
                "EXPLICIT" => (around[2 * d + 2], around[2 * d + 3]),
                _ => (0, 0),
            };
            var over = (image[d + 1] + before + after) % dilations[d];
            extra[d] = (0, over == 0 ? 0 : dilations[d] - over);
            paddings[d] = (before, after + extra[d].After);
        }

        return new(dilations, paddings, extra);
    }

    /// <summary>The images taken apart.</summary>
    public GraphTensor Images(GraphBuilder graph, GraphTensor images) => graph.SpaceToBatchND(images, Block, Paddings);

    /// <summary>Images put together again: the gradient by them.</summary>
    public GraphTensor Together(GraphBuilder graph, GraphTensor parts) => graph.BatchToSpaceND(parts, Block, Paddings);

    /// <summary>What the convolution makes, put together.</summary>
    public GraphTensor Result(GraphBuilder graph, GraphTensor parts) => graph.BatchToSpaceND(parts, Block, Extra);

    /// <summary>A gradient by what the convolution makes, taken apart.</summary>
    public GraphTensor Gradient(GraphBuilder graph, GraphTensor gradient) => graph.SpaceToBatchND(gradient, Block, Extra);

    /// <summary>Sizes of images taken apart.</summary>
    /// <param name="image">Shape of the whole images.</param>
    /// <param name="parts">A tensor of as many parts.</param>
    public GraphTensor Sizes(GraphBuilder graph, TensorShape image, GraphTensor parts)
    {
        int[] sizes = [.. Enumerable.Range(0, 2).Select(d => (image[d + 1] + Paddings[d].Before + Paddings[d].After) / Block[d])];
        return parts.Shape[0] >= 0
            ? graph.Constant(parts.Shape[0], sizes[0], sizes[1], image[3])
            : graph.Pack([graph.SizeOf(parts, 0), graph.Constant(sizes[0]), graph.Constant(sizes[1]), graph.Constant(image[3])]);
    }

    /// <summary>The convolution's attributes without dilation and padding.</summary>
    public static Dictionary<string, AttrValue> Plain(IReadOnlyDictionary<string, AttrValue> attributes) => new(attributes)
    {
        ["dilations"] = new AttrValue.Ints([1, 1, 1, 1]), ["explicit_paddings"] = new AttrValue.Ints([]), ["padding"] = "VALID",
    };
}
