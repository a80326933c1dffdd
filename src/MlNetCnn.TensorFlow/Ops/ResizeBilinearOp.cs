using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResizeBilinear: images in another size, interpolated between the four nearest pixels; float32. ResizeBilinearGrad takes the images for their sizes.</summary>
internal static class ResizeBilinearOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="halfPixelCenters">Whether pixels lie at the middle of their squares, as Keras has it; TensorFlow's default is false.</param>
        public GraphTensor ResizeBilinear(GraphTensor images, int height, int width, bool alignCorners = false, bool halfPixelCenters = true, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["align_corners"] = alignCorners, ["half_pixel_centers"] = halfPixelCenters, ["T"] = images.Type };
            return graph.Add("ResizeBilinear", [images, graph.Constant(height, width)], attributes, DataType.Float, new TensorShape(images.Shape[0], height, width, images.Shape[3]), name);
        }
    }

    [GradientOf("ResizeBilinear")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [a.Graph.Add("ResizeBilinearGrad", [a.Gradient, a.Input(0)], a.Node.Attributes, a.Gradient.Type, a.Input(0).Shape), null];
}
