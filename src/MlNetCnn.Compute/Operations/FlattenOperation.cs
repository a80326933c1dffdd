using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Flatten: the same memory in another shape.</summary>
[Runs(typeof(Flatten))]
internal sealed class FlattenOperation(OperationSite site) : ViewOperation(site);
