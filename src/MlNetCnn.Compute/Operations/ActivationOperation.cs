using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Activation.</summary>
[Runs(typeof(Activation))]
internal sealed class ActivationOperation(OperationSite site) : FunctionOperation(site, Find(site, ((Activation)site.Layer).Function));
