using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResizeNearestNeighbor: images in another size, by the nearest pixel. ResizeNearestNeighborGrad takes the images' height and width.</summary>
internal static class ResizeNearestNeighborOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="halfPixelCenters">Whether pixels lie at the middle of their squares, as Keras has it; TensorFlow's default is false.</param>
        public GraphTensor ResizeNearestNeighbor(GraphTensor images, int height, int width, bool alignCorners = false, bool halfPixelCenters = true, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["align_corners"] = alignCorners, ["half_pixel_centers"] = halfPixelCenters, ["T"] = images.Type };
            return graph.Add("ResizeNearestNeighbor", [images, graph.Constant(height, width)], attributes, images.Type, new TensorShape(images.Shape[0], height, width, images.Shape[3]), name);
        }
    }

    [GradientOf("ResizeNearestNeighbor")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var shape = a.Input(0).Shape;
        var size = shape[1] >= 0 && shape[2] >= 0 ? a.Graph.Constant(shape[1], shape[2]) : a.Graph.StridedSlice(a.Graph.Shape(a.Input(0)), [1], [3], [1]);
        return [a.Graph.Add("ResizeNearestNeighborGrad", [a.Gradient, size], a.Node.Attributes, a.Gradient.Type, shape), null];
    }
}
