using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>A part of a picture.</summary>
internal static class SliceNodes
{
    /// <summary>Rows and columns from a start on.</summary>
    public static Laid Write(LayerSite site, DataFormat format, int top, int left, int height, int width)
    {
        var input = site.Any();
        var (rows, columns) = format == DataFormat.ChannelsFirst ? (1, 2) : (0, 1);
        var graph = site.Graph;
        return input with { Name = site.Emit("Slice", [input.Name, graph.Integers(top, left), graph.Integers(top + height, left + width), graph.Integers(input.AxisOf(rows), input.AxisOf(columns))]) };
    }
}
