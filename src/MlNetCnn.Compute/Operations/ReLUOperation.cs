using MlNetCnn.Compute.Functions;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer ReLU, with its ceiling, slope and threshold.</summary>
[Runs(typeof(ReLU))]
internal sealed class ReLUOperation(OperationSite site) : FunctionOperation(site, Rectifier((ReLU)site.Layer))
{
    private static Rectifier Rectifier(ReLU layer) =>
        new((float)(layer.MaxValue ?? double.PositiveInfinity), (float)layer.NegativeSlope, (float)layer.Threshold);
}
