using MlNetCnn.Keras;

namespace MlNetCnn.Training.Metrics;

/// <summary>What Keras makes of the metric <c>"accuracy"</c>: the kind of accuracy that fits the model's output and the targets.</summary>
public static class Accuracy
{
    /// <summary>
    /// Chooses as Keras 3 does (<c>is_binary_or_sparse_categorical</c>): an output of one unit is binary; several units with one target value
    /// are sparse categorical; the rest is categorical. The metric is named <c>accuracy</c>.
    /// </summary>
    /// <param name="output">Shape of one output of the model.</param>
    /// <param name="target">Shape of one target.</param>
    public static Metric For(Shape output, Shape target)
    {
        if (LastOf(output) == 1) return new BinaryAccuracy(name: "accuracy");
        return target.Rank < output.Rank || LastOf(target) == 1
            ? new SparseCategoricalAccuracy("accuracy")
            : new CategoricalAccuracy("accuracy");
    }

    private static int LastOf(Shape shape) => shape.Rank == 0 ? 1 : shape[^1];
}
