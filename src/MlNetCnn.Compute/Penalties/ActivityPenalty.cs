using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Penalties;

/// <summary>
/// A layer's activity regularizer: the penalty of its output divided by the size of the batch, as Keras has it since 3.14 (Keras 3.0 to 3.13 did not divide; Keras 2 did).
/// </summary>
internal sealed unsafe class ActivityPenalty(Regularizer regularizer, Shape output, string layer)
{
    private readonly Penalty _penalty = Penalty.Create(regularizer, output.Rank + 1, $"the output of the layer '{layer}'");
    private readonly nint _count = (nint)output.Count;

    /// <summary>What is added to the loss.</summary>
    /// <param name="values">The layer's output.</param>
    /// <param name="batch">Elements.</param>
    /// <param name="threads">Threads used at most.</param>
    public double Value(float* values, int batch, int threads) => batch == 0 ? 0 : _penalty.Value(values, batch, _count, threads) / batch;

    /// <summary>Adds to the gradient by the layer's output.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="values">The layer's output.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="batch">Elements.</param>
    /// <param name="threads">Threads used at most.</param>
    public void AddGradient(Kernels kernels, float* values, float* gradient, int batch, int threads)
    {
        if (batch > 0) _penalty.AddGradient(kernels, values, gradient, batch, _count, 1.0 / batch, threads);
    }
}
