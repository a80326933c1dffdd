using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>Finds out what a network's output means, by the function it ends with.</summary>
internal static class OutputKinds
{
    public static OutputKind Of(Model model) =>
        EndsWithProbabilities(model.Outputs[0]) ? OutputKind.Probabilities : model.OutputShape.Count == 1 ? OutputKind.Number : OutputKind.Scores;

    /// <summary>Classes of an output: one number is the probability of the second of two.</summary>
    public static int ClassCount(Shape output) => output.Count == 1 ? 2 : output[^1];

    private static bool EndsWithProbabilities(KerasTensor output) => output.Layer switch
    {
        Model nested => EndsWithProbabilities(nested.Outputs[0]),
        Softmax => true,
        Activation layer => IsProbability(layer.Function),
        Dense layer => IsProbability(layer.Activation),
        Conv2D layer => IsProbability(layer.Activation),
        // What only moves or leaves out values.
        Reshape or Flatten or Dropout or GlobalAveragePooling2D or GlobalMaxPooling2D => Before(output) is { } before && EndsWithProbabilities(before),
        _ => false,
    };

    private static KerasTensor? Before(KerasTensor output) => output.Node.Inputs is [var only] ? only : null;

    private static bool IsProbability(ActivationFunction function) => function == Keras.Activations.Softmax || function == Keras.Activations.Sigmoid || function == Keras.Activations.HardSigmoid || function == Keras.Activations.HardSigmoidKeras2
        || function == Keras.Activations.Sparsemax || function == Keras.Activations.SparseSigmoid;
}
