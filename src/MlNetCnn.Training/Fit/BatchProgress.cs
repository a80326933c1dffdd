namespace MlNetCnn.Training;

/// <summary>What <see cref="FitOptions.BatchProgress"/> is told after a step.</summary>
/// <param name="Epoch">From 1, as Keras prints it.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps of this epoch done, from 1.</param>
/// <param name="Steps">Steps of an epoch.</param>
/// <param name="Examples">Examples of this epoch done.</param>
/// <param name="Validating">Whether it is a step of the validation.</param>
/// <param name="Values">Loss and metrics over the epoch so far.</param>
/// <param name="Elapsed">Time since the epoch, or its validation, began.</param>
public readonly record struct BatchProgress(
    int Epoch, int Epochs, int Step, int Steps, long Examples, bool Validating, IReadOnlyDictionary<string, double> Values, TimeSpan Elapsed);
