using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Identity.</summary>
[Runs(typeof(Identity))]
internal sealed class IdentityOperation(OperationSite site) : ViewOperation(site);
