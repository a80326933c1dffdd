using Microsoft.ML;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A classifier on a network's features, and how well it does.</summary>
/// <param name="Pipeline">From <c>ImagePath</c> to the prediction.</param>
/// <param name="Network">The same as one Keras model.</param>
/// <param name="History">Epoch by epoch.</param>
/// <param name="Validation">What it says to the validation pictures.</param>
/// <param name="Test">The same for the test pictures; null when there are none.</param>
/// <param name="FeaturesComputed">How many pictures went through the network.</param>
/// <param name="FeaturesFromCache">How many did so in an earlier run.</param>
/// <param name="ExtractionSeconds">Time of decoding the pictures and computing or finding their features.</param>
/// <param name="TrainingSeconds">Time of the fit.</param>
/// <param name="CacheFailure">Why features did not reach the cache; null while all is well.</param>
internal sealed record TransferResult(
    ITransformer Pipeline,
    Keras.Model Network,
    History History,
    Answers Validation,
    Answers? Test,
    long FeaturesComputed,
    long FeaturesFromCache,
    double ExtractionSeconds,
    double TrainingSeconds,
    string? CacheFailure);
