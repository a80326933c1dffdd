using MlNetCnn.Compute.Functions;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer LeakyReLU.</summary>
[Runs(typeof(LeakyReLU))]
internal sealed class LeakyReLUOperation(OperationSite site)
    : FunctionOperation(site, new Rectifier(float.PositiveInfinity, (float)((LeakyReLU)site.Layer).NegativeSlope, 0));
