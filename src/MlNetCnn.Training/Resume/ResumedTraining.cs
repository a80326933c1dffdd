using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Config;
using MlNetCnn.Training.Metrics;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training;

/// <summary>
/// What a Keras file says about its training, understood: what <c>load_model(...)</c> compiles. Compile the model with <see cref="Options"/>, and fit with this as
/// <see cref="FitOptions.Resume"/>: the training goes on where the file's ended.
/// </summary>
public sealed record ResumedTraining
{
    /// <summary>The optimizer and the loss. The seed is not in the file: 0, or what you set with <c>with</c>.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>The optimizer's state; null where the model was compiled, but not trained.</summary>
    public OptimizerSnapshot? State { get; init; }

    /// <summary>The learning rate's schedule, which the fit follows; null for a rate that stays.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>The metrics, for <see cref="FitOptions.Metrics"/>.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>The weighted metrics, for <see cref="FitOptions.WeightedMetrics"/>.</summary>
    public IReadOnlyList<Metric> WeightedMetrics { get; init; } = [];

    /// <summary>What of the file was left out because it is not known here, and why: metrics only, without which the training is the same.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Understands the training part of a file.</summary>
    /// <param name="training">What the file has (<c>Model.Load(path, out var training)</c>).</param>
    /// <param name="model">The model that came with it; the weights that train must be those that were trained.</param>
    /// <exception cref="ModelFormatException">
    /// It cannot go on: the optimizer, the loss or the schedule is somebody's own or set in a way that is not supported, or the variables do not fit. The model itself is whole.
    /// </exception>
    public static ResumedTraining Read(SavedTraining training, Model model)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(model);
        var compile = KerasObject.Reader(training.CompileConfig, training.IsKeras3 ? "$.compile_config" : "$", training.Source, training.KerasVersion);
        var options = training.ReadOptions();
        var ignored = new List<string>();
        return new ResumedTraining
        {
            Options = options,
            State = training.ReadState(model),
            Schedule = (compile.GetObject("optimizer") ?? compile.GetObject("optimizer_config"))?.GetObject("config") is { } optimizer ? ReadSchedule(optimizer) : null,
            Metrics = KerasMetrics.Read(compile, "metrics", options.Loss, model, ignored),
            WeightedMetrics = KerasMetrics.Read(compile, "weighted_metrics", options.Loss, model, ignored),
            Ignored = ignored,
        };
    }

    private static LearningRateSchedule? ReadSchedule(ConfigReader optimizer)
    {
        try
        {
            return KerasSchedules.Read(optimizer);
        }
        catch (ArgumentException e)
        {
            throw optimizer.Error(e.Message, e);
        }
    }
}
