using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>Parts of batches.</summary>
internal static class TensorParts
{
    extension(Tensor batch)
    {
        /// <summary>Some elements in a row, not copied.</summary>
        /// <param name="start">The first.</param>
        /// <param name="count">Their number.</param>
        public Tensor Slice(int start, int count)
        {
            var size = checked((int)batch.Shape.Count);
            return new Tensor(count, batch.Shape, batch.Values.Slice(start * size, count * size));
        }
    }
}
