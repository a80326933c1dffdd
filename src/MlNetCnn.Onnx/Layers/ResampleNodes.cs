using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>Pictures of another size.</summary>
internal static class ResampleNodes
{
    /// <summary>
    /// Resize, where it has the interpolation: half-pixel centres, a = -0.5 for cubics and only pixels within the picture. Nearest in whole factors repeats pixels; in others the operator's
    /// rounding is not Keras's, so that rows and columns are picked by number. ONNX Runtime has no cubics for smaller pictures.
    /// </summary>
    public static Laid Resize(LayerSite site, DataFormat format, int height, int width, Interpolation interpolation)
    {
        var (rows, columns, _) = format.Split(site.Input);
        var shrinks = height < rows || width < columns;
        if (interpolation is Interpolation.Lanczos3 or Interpolation.Lanczos5 || (interpolation == Interpolation.Bicubic && shrinks))
            return Multiply(site, format, AxisWeights.Resize(rows, 0, rows, height, interpolation), AxisWeights.Resize(columns, 0, columns, width, interpolation));
        if (interpolation == Interpolation.Nearest && (height % rows != 0 || width % columns != 0)) return Pick(site, format, height, width);
        AttributeProto[] attributes = interpolation switch
        {
            Interpolation.Nearest => [new AttributeProto.Text("mode", "nearest"), new AttributeProto.Text("coordinate_transformation_mode", "asymmetric"), new AttributeProto.Text("nearest_mode", "floor")],
            Interpolation.Bilinear => [new AttributeProto.Text("mode", "linear"), new AttributeProto.Text("coordinate_transformation_mode", "half_pixel")],
            _ =>
            [
                new AttributeProto.Text("mode", "cubic"), new AttributeProto.Text("coordinate_transformation_mode", "half_pixel"), new AttributeProto.Float("cubic_coeff_a", -0.5f),
                new AttributeProto.Int("exclude_outside", 1),
            ],
        };
        var scales = site.Graph.Array($"{site.Call.Path}/scales", new[] { 1, 1, Scale(rows, height), Scale(columns, width) }, 4);
        return LayerSite.Pictured(site.Emit("Resize", [site.Picture(format), "", scales], attributes), format);
    }

    /// <summary>
    /// Rows and columns as matrices: rows x picture x columns, exact for every interpolation, window and padding. What the weights lack to 1 reads what lies outside.
    /// </summary>
    public static Laid Multiply(LayerSite site, DataFormat format, AxisWeights rows, AxisWeights columns, double fill = 0)
    {
        var (graph, path) = (site.Graph, site.Call.Path);
        var tall = site.Emit("MatMul", [graph.Array($"{path}/rows", Matrix(rows, false), rows.Outputs, rows.Inputs), site.Picture(format)]);
        var made = site.Emit("MatMul", [tall, graph.Array($"{path}/columns", Matrix(columns, true), columns.Inputs, columns.Outputs)]);
        if (fill != 0)
        {
            float[] rest = [.. rows.Inside.SelectMany(y => columns.Inside.Select(x => (float)(fill * (1 - y * x))))];
            made = site.Emit("Add", [made, graph.Array($"{path}/fill", rest, rows.Outputs, columns.Outputs)]);
        }

        return LayerSite.Pictured(made, format);
    }

    private static Laid Pick(LayerSite site, DataFormat format, int height, int width)
    {
        var input = site.Any();
        var (rows, columns, _) = format.Split(site.Input);
        var (down, right) = format == DataFormat.ChannelsFirst ? (1, 2) : (0, 1);
        var tall = site.Emit("Gather", [input.Name, Numbers(rows, height)], new AttributeProto.Int("axis", input.AxisOf(down)));
        return input with { Name = site.Emit("Gather", [tall, Numbers(columns, width)], new AttributeProto.Int("axis", input.AxisOf(right))) };

        string Numbers(int from, int to)
        {
            var weights = AxisWeights.Resize(from, 0, from, to, Interpolation.Nearest);
            return site.Graph.Integers([.. Enumerable.Range(0, to).Select(i => (long)weights.Taps(i)[0].Index)]);
        }
    }

    /// <summary>The factor by which runtimes come to the size: they multiply in float32 and cut the fraction off.</summary>
    private static float Scale(int from, int to)
    {
        var scale = (float)to / from;
        while ((int)(from * scale) < to) scale = MathF.BitIncrement(scale);
        return scale;
    }

    private static float[] Matrix(AxisWeights weights, bool turned)
    {
        var matrix = new float[weights.Inputs * weights.Outputs];
        for (var o = 0; o < weights.Outputs; o++)
            foreach (var (index, weight) in weights.Taps(o)) matrix[turned ? index * weights.Outputs + o : o * weights.Inputs + index] += weight;
        return matrix;
    }
}
