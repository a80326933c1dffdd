using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Reshape: the same memory in another shape.</summary>
[Runs(typeof(Reshape))]
internal sealed class ReshapeOperation(OperationSite site) : ViewOperation(site);
