using System.Globalization;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>The fit loop: Keras's <c>Model.fit()</c>.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains a compiled model. Each epoch takes the examples in a new order (drawn from the seed and the epoch's number alone), the last partial
    /// batch included, and then validates in inference mode. Training metrics are those of the outputs in training mode, as in Keras.
    /// Afterwards <see cref="IExecutable.Model"/> and the executable hold the weights of the last epoch.
    /// </summary>
    /// <param name="executable">A model with one input, compiled with training options.</param>
    /// <param name="train">What to learn from; at least one example.</param>
    /// <param name="validation">What to validate with after each epoch; null for none.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <returns>
    /// Loss and metrics of every epoch that ended. A cancelled fit returns too: with <see cref="History.Cancelled"/>, and with the weights of its best epoch
    /// (lowest validation loss, or training loss without validation); when no epoch had ended, with the weights as they were at that moment. Its callbacks hear
    /// <c>OnTrainEnd</c> then, with <see cref="History.Cancelled"/> set. An optimizer's averages (<c>UseEma</c>) do not become the weights of a cancelled fit.
    /// </returns>
    /// <remarks>
    /// Whatever else throws (the source, because a picture vanished, or a callback) reaches the caller as it was thrown; model and executable then hold the weights of the
    /// best epoch that ended, or, when none did, those of that moment, and a <see cref="Callbacks.BackupAndRestore"/> keeps its checkpoint to go on from.
    /// </remarks>
    /// <exception cref="ArgumentException">Options are out of range, or data and model do not fit; the message lists all of it.</exception>
    /// <exception cref="TrainingDivergedException">A loss is infinite or not a number; model and executable hold the best weights so far.</exception>
    /// <exception cref="CheckpointException">The checkpoint of a <see cref="Callbacks.BackupAndRestore"/> is damaged or of another run; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The executable was compiled without training options.</exception>
    public static History Fit(IExecutable executable, IBatchSource train, IBatchSource? validation = null, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(executable);
        ArgumentNullException.ThrowIfNull(train);
        options ??= new FitOptions();
        Check(executable, train, validation, options);

        return new FitRun(executable, train, validation, options).Run();
    }

    private static void Check(IExecutable executable, IBatchSource train, IBatchSource? validation, FitOptions options)
    {
        var errors = new OptionErrors(nameof(Fit));
        options.Check(errors);
        errors.Require(executable.InputShapes.Count == 1, $"The model '{executable.Model.Name}' has {executable.InputShapes.Count} inputs; a batch source feeds one.");
        CheckSource(errors, "training", train, executable.InputShapes[0]);
        if (validation is not null)
        {
            CheckSource(errors, "validation", validation, executable.InputShapes[0]);
            errors.Require(validation.TargetShape == train.TargetShape, $"The validation targets have the shape {validation.TargetShape}, the training targets {train.TargetShape}; they must be alike.");
            var steps = (int)((validation.Count + (long)Math.Max(1, options.BatchSize) - 1) / Math.Max(1, options.BatchSize));
            errors.Require(options.ValidationSteps is null || options.ValidationSteps <= steps || validation.Count == 0, string.Create(CultureInfo.InvariantCulture,
                $"{nameof(FitOptions.ValidationSteps)} is {options.ValidationSteps}; the {validation.Count} validation examples make {steps} steps of {options.BatchSize}."));
        }

        if (options.Metrics is null && (options.WeightedMetrics ?? []).Any(m => m?.Name == "accuracy"))
            errors.Add($"{nameof(FitOptions.WeightedMetrics)} has an 'accuracy', and so have the metrics by default: set {nameof(FitOptions.Metrics)}, to [] for none.");
        // Keras takes the largest position of any row; for rows of several ones that is the first of them, which nobody means.
        if (options.ClassWeights is not null && train.TargetShape.Count > 1 && executable.Training?.Loss is BinaryCrossentropy or BinaryFocalCrossentropy)
            errors.Add($"{nameof(FitOptions.ClassWeights)} needs one class per example; a binary loss over targets of shape {train.TargetShape} is multi-label. Use the source's sample weights.");

        var classes = train.TargetShape.Count > 1 ? train.TargetShape.Count : Math.Max(2, executable.OutputShapes[0].Count);
        foreach (var index in (options.ClassWeights?.Keys ?? []).Where(k => k >= classes).Order())
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(FitOptions.ClassWeights)} names the class {index}; there are {classes} classes, numbered from 0."));
        errors.ThrowIfAny();
    }

    private static void CheckSource(OptionErrors errors, string what, IBatchSource source, Shape input) => errors
        .Require(source.Count > 0, $"The {what} data is empty.")
        .Require(source.InputShape == input, $"The {what} inputs have the shape {source.InputShape}; the model was compiled for {input}.");
}
