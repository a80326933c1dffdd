using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training;

/// <summary>What is saved with a model so that Keras, or a later run here, goes on with its training.</summary>
public static class CapturedTraining
{
    extension(IExecutable executable)
    {
        /// <summary>
        /// The optimizer with its state, the loss, and the fit's metrics and schedule, in Keras 3's form: <c>model.Save(path, executable.CaptureTraining(options))</c> after a fit, and Keras's
        /// <c>load_model(path).fit(...)</c> goes on with it. A <see cref="LearningRateScheduler"/> by steps with one of Keras's schedules becomes the optimizer's own rate, which it is in Keras.
        /// Metrics, a loss and schedules of your own, and functions of the epoch, are left out.
        /// </summary>
        /// <param name="options">The options of the fit.</param>
        /// <exception cref="InvalidOperationException">Compiled without training options.</exception>
        public SavedTraining CaptureTraining(FitOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            var training = executable.CaptureTraining();
            training.CompileConfig["metrics"] = KerasMetrics.Write(options.Metrics);
            training.CompileConfig["weighted_metrics"] = options.WeightedMetrics.Count == 0 ? null : KerasMetrics.Write(options.WeightedMetrics);
            var schedule = options.Callbacks.OfType<LearningRateScheduler>().FirstOrDefault() is { } callback ? callback.BySteps : options.Resume?.Schedule;
            if (schedule is null || KerasSchedules.Write(schedule) is not { } written) return training;
            training.CompileConfig["optimizer"]!["config"]!["learning_rate"] = written;
            return training with { Variables = [.. training.Variables.Where(v => !v.Name.EndsWith("/learning_rate", StringComparison.Ordinal))] };
        }
    }
}
