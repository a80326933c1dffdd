namespace MlNetCnn.TensorFlow;

/// <summary>A frozen model as a TensorFlow graph that also gives gradients of a score: what Grad-CAM, saliency maps and their kin need of any TensorFlow.</summary>
/// <param name="Graph">The nodes; weights are constants.</param>
/// <param name="Inputs">Nodes to feed with the inputs: float32, the batch first, in the model's layout.</param>
/// <param name="Output">The output: the scores.</param>
/// <param name="OutputGradient">Node to feed with the derivative of the scalar by each value of the output, in its shape: e.g. one-hot rows for a class's score.</param>
/// <param name="Layers">What was asked for, in that order.</param>
public sealed record TensorFlowGradientGraph(GraphDef Graph, IReadOnlyList<string> Inputs, string Output, string OutputGradient, IReadOnlyList<GradientGraphLayer> Layers);
