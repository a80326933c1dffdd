namespace MlNetCnn.Compute.Optimizers;

/// <summary>What one step works on: a weight and its gradient.</summary>
/// <param name="weights">The values to change.</param>
/// <param name="gradient">Their gradient, counted as the values are; it need be there only in the range that is updated.</param>
internal readonly unsafe struct OptimizerStep(float* weights, float* gradient)
{
    public float* Weights => weights;

    public float* Gradient => gradient;
}
