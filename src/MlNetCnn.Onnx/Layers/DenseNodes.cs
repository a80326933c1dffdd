using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>
/// The layer Dense: Gemm over vectors, with the kernel's rows in another order where the vector was a picture; MatMul over rows; over pictures that have their channels first, Conv
/// of 1x1.
/// </summary>
[Writes(typeof(Dense))]
internal sealed class DenseNodes : LayerNodes<Dense>
{
    protected override Laid Write(LayerSite site, Dense layer)
    {
        int rows = layer.Kernel!.Shape[0], columns = layer.Kernel.Shape[1];
        var input = site.Any();
        if (site.Input.Rank == 1)
            return new(site.Emit("Gemm", WindowNodes.Inputs(input.Name, Kernel(site, layer, input), site.Bias(layer.Bias))), Layout.AsModel);
        if (input.Layout == Layout.ChannelsFirst)
        {
            var turned = site.Weight(layer.Kernel, "conv", () => (Arrays.Scale(Arrays.Permute(layer.Kernel.Values, [rows, columns], [1, 0]), site.Fold?.Scale, rows), [columns, rows, 1, 1]));
            return new(site.Emit("Conv", WindowNodes.Inputs(input.Name, turned, site.Bias(layer.Bias)), new AttributeProto.Ints("kernel_shape", [1, 1])), Layout.ChannelsFirst);
        }

        var product = site.Emit("MatMul", [site.AsModel(), Kernel(site, layer, new Laid("", Layout.AsModel))]);
        return new(site.Bias(layer.Bias) is { } bias ? site.Emit("Add", [product, bias]) : product, Layout.AsModel);
    }

    private static string Kernel(LayerSite site, Dense layer, Laid input)
    {
        var kernel = layer.Kernel!;
        int rows = kernel.Shape[0], columns = kernel.Shape[1];
        if (input.Layout == Layout.AsModel && site.Fold is null) return site.Weight(kernel);
        return site.Weight(kernel, $"{input.Layout}/{input.Picture}", () =>
        {
            // Rows of (height, width, channel) become rows of (channel, height, width).
            var values = input.Layout == Layout.AsModel ? kernel.Values.ToArray() : Arrays.Permute(kernel.Values, [.. input.Picture, columns], [2, 0, 1, 3]);
            return (Arrays.Scale(values, site.Fold?.Scale, 1), [rows, columns]);
        });
    }
}
