namespace MlNetCnn.Compute.Functions;

/// <summary>The rectifier of Keras's layers ReLU and LeakyReLU: max for x >= max, x for threshold &lt;= x, slope (x - threshold) below.</summary>
/// <param name="max">The ceiling, or infinity.</param>
/// <param name="slope">Slope below the threshold.</param>
/// <param name="threshold">Where the rectifier begins.</param>
internal sealed class Rectifier(float max, float slope, float threshold) : ScalarActivation
{
    public override (float Low, float High)? Clamp => slope == 0 && threshold == 0 ? (0, max) : null;

    protected override float Value(float x) => x >= max ? max : x >= threshold || float.IsNaN(x) ? x : slope * (x - threshold);

    protected override float Derivative(float x, float y) => x >= max ? 0 : x > threshold ? 1 : slope;
}
