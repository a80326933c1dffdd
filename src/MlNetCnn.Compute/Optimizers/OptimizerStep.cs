namespace MlNetCnn.Compute.Optimizers;

/// <summary>One step of an optimizer on one weight.</summary>
/// <param name="learningRate">The rate now.</param>
/// <param name="number">Counts steps from 1.</param>
/// <param name="weights">The values to change.</param>
/// <param name="gradient">Their gradient.</param>
internal sealed unsafe class OptimizerStep(double learningRate, long number, float* weights, float* gradient)
{
    public double LearningRate => learningRate;

    public long Number => number;

    public float* Weights => weights;

    public float* Gradient => gradient;
}
