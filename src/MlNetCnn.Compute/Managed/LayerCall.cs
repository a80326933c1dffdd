using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Managed;

/// <summary>One call of a layer in a model whose nested models have been laid open.</summary>
/// <param name="Layer">The layer; never a model or an input layer.</param>
/// <param name="Path">Its name, with those of the models that it lies in.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Output">What it makes.</param>
internal sealed record LayerCall(Layer Layer, string Path, GraphValue[] Inputs, GraphValue Output);
