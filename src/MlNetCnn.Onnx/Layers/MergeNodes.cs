using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>Element by element over several inputs, which are broadcast from the end with the batch apart.</summary>
internal abstract class MergeNodes : LayerNodes
{
    /// <summary>The operator over two inputs.</summary>
    protected abstract string Op { get; }

    /// <summary>The operator over any number of inputs; null where there is none.</summary>
    protected virtual string? OpOfMany => null;

    public sealed override Laid Write(LayerSite site)
    {
        var (shapes, rank) = (site.Call.Inputs.Select(i => i.Shape).ToArray(), site.Output.Rank);
        // Inside pictures with their channels first all meet so; vectors by channel are easily brought there.
        var layout = rank == 3 && shapes.All(s => s.Rank is 3 or 1) && shapes.Where((s, i) => s.Rank == 3 && site.Has(Layout.ChannelsFirst, i)).Any() ? Layout.ChannelsFirst : Layout.AsModel;
        string[] operands = [.. shapes.Select((shape, i) => Operand(site, i, shape, rank, layout))];
        if (operands.Length > 2 && OpOfMany is { } many) return new(site.Emit(many, operands), layout);
        return new(operands.Skip(1).Aggregate(operands[0], (made, next) => site.Emit(Op, [made, next])), layout);
    }

    private static string Operand(LayerSite site, int input, Keras.Shape shape, int rank, Layout layout)
    {
        if (shape.Rank == rank) return layout == Layout.ChannelsFirst ? site.ChannelsFirst(input) : site.AsModel(input);
        long[] full = layout == Layout.ChannelsFirst ? [0, shape[0], 1, 1] : [0, .. Enumerable.Repeat(1L, rank - shape.Rank), .. shape.Select(d => (long)d)];
        return site.Emit("Reshape", [site.AsModel(input), site.Graph.Integers(full)]);
    }
}
