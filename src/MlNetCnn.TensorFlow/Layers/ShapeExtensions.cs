using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>From the shapes of elements to those of batches.</summary>
internal static class ShapeExtensions
{
    extension(Shape shape)
    {
        /// <summary>The shape of a batch of such elements.</summary>
        /// <param name="batch">Elements; -1 (the default) for unknown.</param>
        public TensorShape WithBatch(int batch = -1) => new([batch, .. shape]);
    }
}
