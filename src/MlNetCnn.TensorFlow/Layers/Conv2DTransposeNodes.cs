using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;
using Padding = MlNetCnn.Keras.Layers.Padding;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Conv2DTranspose: the way back of a convolution to pictures of the output's size.</summary>
[Writes(typeof(Conv2DTranspose))]
internal sealed class Conv2DTransposeNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (graph, layer) = (site.Graph, (Conv2DTranspose)site.Layer);
        var kernel = graph.Dilated(site.Weight(layer.Kernel), layer.DilationRate);
        var y = layer.Padding == Padding.Valid || layer.OutputPadding is null
            ? Back(site, kernel, site.OutputShape[0], site.OutputShape[1], layer.Padding)
            : Cut(site, kernel, layer);
        return layer.UseBias ? graph.BiasAdd(y, site.Weight(layer.Bias)) : y;
    }

    private static GraphTensor Back(LayerSite site, GraphTensor kernel, int height, int width, Padding padding)
    {
        var strides = ((Conv2DTranspose)site.Layer).Strides;
        var sizes = site.Graph.BatchOf(site.Input, [height, width, kernel.Shape[2]]);
        return site.Graph.Conv2DBackpropInput(sizes, kernel, site.Input, [1, strides.Height, strides.Width, 1], padding.ToTensorFlow());
    }

    /// <summary>With an output padding, Keras cuts less at the begin than TensorFlow's SAME: all is made, and a part taken.</summary>
    private static GraphTensor Cut(LayerSite site, GraphTensor kernel, Conv2DTranspose layer)
    {
        var padding = layer.OutputPadding!.Value;
        var (top, height, belowSize) = Along(site.InputShape[0], kernel.Shape[0], layer.Strides.Height, padding.Height, site.OutputShape[0]);
        var (left, width, behindSize) = Along(site.InputShape[1], kernel.Shape[1], layer.Strides.Width, padding.Width, site.OutputShape[1]);
        var all = Back(site, kernel, height, width, Padding.Valid);
        if (belowSize + behindSize > 0) all = site.Graph.Pad(all, [(0, 0), (0, belowSize), (0, behindSize), (0, 0)]);
        return site.Graph.Slice(all, [0, top, left, 0], [-1, site.OutputShape[0], site.OutputShape[1], -1]);
    }

    /// <summary>What is cut off before, how much is made, and how many zeros come behind that.</summary>
    private static (int Before, int Made, int Behind) Along(int input, int span, int stride, int padding, int output)
    {
        var before = Window.TransposedCut(span, stride, 1, Padding.Same, padding);
        var least = (input - 1) * stride + span;
        // A convolution that leaves up to stride - 1 rows over at the end makes as many of them.
        var made = Math.Clamp(before + output, least, least + stride - 1);
        return (before, made, Math.Max(0, before + output - made));
    }
}
