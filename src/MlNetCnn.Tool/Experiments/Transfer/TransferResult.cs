using Microsoft.ML;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>What a run made and measured.</summary>
/// <param name="Pipeline">From <c>ImagePath</c> to the prediction.</param>
/// <param name="InputSchema">What the pipeline takes.</param>
/// <param name="Network">The same as one Keras model.</param>
/// <param name="History">Epoch by epoch.</param>
/// <param name="Validation">Accuracy and loss on the validation pictures.</param>
/// <param name="Test">The same on the test pictures; null when there are none.</param>
/// <param name="ExtractionSeconds">Time of decoding the pictures and computing or finding their features.</param>
/// <param name="TrainingSeconds">Time of the fit.</param>
/// <param name="CacheFailure">Why features did not reach the cache; null while all is well.</param>
internal sealed record TransferResult(
    ITransformer Pipeline,
    DataViewSchema InputSchema,
    Keras.Model Network,
    History History,
    Score Validation,
    Score? Test,
    long FeaturesComputed,
    long FeaturesFromCache,
    double ExtractionSeconds,
    double TrainingSeconds,
    string? CacheFailure);
