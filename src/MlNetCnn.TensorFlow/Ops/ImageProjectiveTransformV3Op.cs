using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ImageProjectiveTransformV3: each image through a projective map: output (x, y) is what the input has at ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k), k = c0 x + c1 y + 1. It has no gradient here: augmentations stand before all that is trained.</summary>
internal static class ImageProjectiveTransformV3Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="transforms">[N or 1, 8]: a0, a1, a2, b0, b1, b2, c0, c1.</param>
        /// <param name="interpolation">NEAREST or BILINEAR.</param>
        /// <param name="fillMode">REFLECT, WRAP, CONSTANT or NEAREST.</param>
        public GraphTensor ImageProjectiveTransformV3(
            GraphTensor images, GraphTensor transforms, int height, int width, float fillValue = 0, string interpolation = "BILINEAR", string fillMode = "CONSTANT", string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["dtype"] = images.Type, ["fill_mode"] = fillMode, ["interpolation"] = interpolation };
            GraphTensor[] inputs = [images, transforms, graph.Constant(height, width), graph.Constant(fillValue)];
            return graph.Add("ImageProjectiveTransformV3", inputs, attributes, images.Type, new TensorShape(images.Shape[0], height, width, images.Shape[3]), name);
        }
    }
}
