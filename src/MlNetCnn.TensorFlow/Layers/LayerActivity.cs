using MlNetCnn.Keras.Regularizers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>A layer's activity regularizer and what it is about. Its penalty, divided by the size of the batch, is part of the loss.</summary>
/// <param name="Regularizer">The regularizer.</param>
/// <param name="Output">The layer's output; its values may lie channels last where the model has them elsewhere.</param>
/// <param name="Path">The layer.</param>
internal sealed record LayerActivity(Regularizer Regularizer, GraphTensor Output, string Path);
