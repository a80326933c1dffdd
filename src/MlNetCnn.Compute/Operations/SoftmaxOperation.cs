using MlNetCnn.Compute.Functions;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The layer Softmax.</summary>
[Runs(typeof(Softmax))]
internal sealed class SoftmaxOperation(OperationSite site) : FunctionOperation(site, new SoftmaxFunction());
