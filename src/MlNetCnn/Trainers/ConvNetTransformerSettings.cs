using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>What a fitted convnet needs beside its network.</summary>
/// <param name="ImageColumnName">The column of pictures.</param>
/// <param name="Task">What it decides.</param>
/// <param name="ClassNames">Names of the classes, by index.</param>
/// <param name="Preprocessing">What is done to the pixels first.</param>
/// <param name="Rescale">What they are multiplied with then.</param>
/// <param name="Stages">The stages of its training.</param>
internal sealed record ConvNetTransformerSettings(
    string ImageColumnName, ClassificationTask Task, IReadOnlyList<string> ClassNames, Preprocessing Preprocessing, float Rescale, IReadOnlyList<TrainingStage> Stages)
{
    /// <summary>Pictures per batch when predicting.</summary>
    public const int BatchSize = 32;

    /// <summary>Outputs of the network.</summary>
    public int Width => Task == ClassificationTask.Binary ? 1 : ClassNames.Count;

    public void Validate() => new OptionErrors(nameof(ConvNetTransformerSettings))
        .Named(ImageColumnName, nameof(ImageColumnName))
        .Defined(Task, nameof(Task))
        .Require(ClassNames is not null && ClassNames.All(n => n is not null) && ClassNames.Count >= (Task == ClassificationTask.MultiLabel ? 1 : 2), "There are too few class names.")
        .Require(Task != ClassificationTask.Binary || ClassNames is { Count: 2 }, "A binary classifier has two classes.")
        .Defined(Preprocessing, nameof(Preprocessing))
        .Require(float.IsFinite(Rescale) && Rescale != 0, nameof(Rescale), Rescale, "finite and not 0")
        .Require(Stages is { Count: > 0 } && Stages.All(s => s is { Name: not null, Epochs: >= 0 }) && Stages.Index().All(s => s.Item.FirstEpoch == Stages.Take(s.Index).Sum(e => (long)e.Epochs)), $"{nameof(Stages)} do not follow one another.")
        .ThrowIfAny();
}
