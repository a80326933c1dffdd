using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>Between the contract's tensors and a session's; nothing is copied.</summary>
internal static class TensorConversion
{
    extension(Tensor tensor)
    {
        /// <summary>Some elements, to feed.</summary>
        /// <param name="first">First element.</param>
        /// <param name="count">Elements.</param>
        public TensorValue ToFeed(int first, int count)
        {
            var size = checked((int)tensor.Shape.Count);
            return TensorValue.Of(tensor.Values.Slice(first * size, count * size), [count, .. tensor.Shape]);
        }

        /// <summary>All elements, to feed.</summary>
        public TensorValue ToFeed() => tensor.ToFeed(0, tensor.Batch);
    }

    extension(TensorValue value)
    {
        /// <summary>What was fetched, as a batch.</summary>
        /// <param name="batch">Elements.</param>
        /// <param name="shape">Shape of one.</param>
        public Tensor ToTensor(int batch, Shape shape) => new(batch, shape, value.Floats);
    }
}
