using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn;

/// <summary>
/// The classifier that <c>Dense</c> trains. The last layer's sums and their activation are two layers, so that both can be read: ML.NET's
/// <c>Score</c> of a binary classifier is the sum, its <c>Probability</c> the sigmoid.
/// </summary>
internal static class DenseNetwork
{
    public const string Logits = "logits";
    public const string Probabilities = "probabilities";

    /// <summary>Builds it with new weights.</summary>
    public static Model Build(Shape input, ClassificationTask task, int classes, DenseOptions options, long seed)
    {
        var model = new Sequential(input, "dense_classifier");
        foreach (var (i, units) in options.HiddenUnits.Index())
        {
            model.Add(new Dense(units, options.Activation, name: $"hidden_{i + 1}"));
            if (options.Dropout > 0) model.Add(new Dropout(options.Dropout, name: $"dropout_{i + 1}"));
        }

        model.Add(new Dense(task == ClassificationTask.Binary ? 1 : classes, name: Logits));
        model.Add(new Activation(task == ClassificationTask.Binary ? Activations.Sigmoid : Activations.Softmax, name: Probabilities));
        model.InitializeWeights(seed);
        return model;
    }
}
