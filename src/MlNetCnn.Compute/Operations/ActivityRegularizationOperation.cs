using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer ActivityRegularization; its penalty is what any layer may have.</summary>
[Runs(typeof(ActivityRegularization))]
internal sealed class ActivityRegularizationOperation(OperationSite site) : ViewOperation(site);
