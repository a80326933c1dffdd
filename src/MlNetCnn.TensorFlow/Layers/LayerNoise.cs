using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>Fills the numbers that a layer draws for a batch, as the managed engine draws them.</summary>
/// <param name="noise">Random bits of the step.</param>
/// <param name="batch">Elements.</param>
/// <param name="values">Where they go: elements times the values of one.</param>
internal delegate void FillNoise(NoiseSource noise, int batch, Span<float> values);

/// <summary>What a layer draws in a training step.</summary>
/// <param name="Purpose">Kind and path of the layer, which with the seed and the step name its numbers: <see cref="NoiseSource"/>.</param>
/// <param name="Seed">The layer's own seed; null for the run's.</param>
/// <param name="Shape">Shape of the numbers of one element.</param>
/// <param name="Fill">Draws them.</param>
/// <param name="SharesBatch">Whether all elements of a batch share one element's numbers, so that there is one only.</param>
internal sealed record LayerNoise(string Purpose, int? Seed, Shape Shape, FillNoise Fill, bool SharesBatch = false);
