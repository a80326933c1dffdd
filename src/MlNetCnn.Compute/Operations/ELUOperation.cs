using MlNetCnn.Compute.Functions;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer ELU, with its alpha.</summary>
[Runs(typeof(ELU))]
internal sealed class ELUOperation(OperationSite site) : FunctionOperation(site, new Elu((float)((ELU)site.Layer).Alpha));
