using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>What a fitted dense classifier needs beside its network.</summary>
/// <param name="FeatureColumnName">The column of features.</param>
/// <param name="Task">Binary or multiclass.</param>
/// <param name="ClassNames">Names of the classes, by index.</param>
/// <param name="BatchSize">Rows per batch.</param>
internal sealed record DenseTransformerSettings(string FeatureColumnName, ClassificationTask Task, IReadOnlyList<string> ClassNames, int BatchSize)
{
    public static DenseTransformerSettings For(DenseOptions options, LabelColumn label) =>
        new(options.FeatureColumnName, label.Task, label.ClassNames, 64);

    public void Validate() => new OptionErrors(nameof(DenseTransformerSettings))
        .Named(FeatureColumnName, nameof(FeatureColumnName))
        .Defined(Task, nameof(Task))
        .Require(ClassNames is { Count: >= 2 }, "There must be at least two class names.")
        .Between(BatchSize, 1, 10_000, nameof(BatchSize))
        .ThrowIfAny();
}
