using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>
/// Trains a convnet on pictures, end to end: from scratch, with a frozen base, fine-tuning from a layer on, or first the one and then the other. Made by
/// <c>ml.Cnn.Trainers.ConvNet</c>. The pictures are read once and kept as bytes, in memory or beyond a limit on disk.
/// </summary>
public sealed class ConvNetTrainer : IEstimator<ConvNetTransformer>
{
    private readonly MLContext _context;
    private readonly IReadOnlyList<string>? _classNames;

    internal ConvNetTrainer(MLContext context, Model model, ConvNetOptions options, IReadOnlyList<string>? classNames) =>
        (_context, Model, Options, _classNames) = (context, model, options, classNames);

    /// <summary>The model it starts from. It is not changed: each fit trains a copy.</summary>
    public Model Model { get; }

    /// <summary>The settings.</summary>
    public ConvNetOptions Options { get; }

    /// <summary>Trains.</summary>
    /// <param name="input">Rows with the image and the label column.</param>
    /// <returns>The fitted convnet, with its <see cref="ConvNetTransformer.History"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A column is missing or of the wrong type, the model does not fit the pictures or the label, a pixel is not a finite number, or there are no rows or rows of one class alone.
    /// </exception>
    /// <exception cref="IOException">The pictures beyond <see cref="ConvNetOptions.MemoryLimit"/> cannot be written, or there is a folder where <see cref="ConvNetOptions.Backup"/> should be.</exception>
    /// <exception cref="CheckpointException">The file of <see cref="ConvNetOptions.Backup"/> is damaged, or of another run; the message says what differs.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while the pictures were still being read, so that there is nothing to return.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    public ConvNetTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var host = ((IHostEnvironment)_context).Register("MlNetCnn.ConvNet");
        using var channel = host.Start("Training");
        var seed = Options.Seed ?? host.Rand.Next();

        // All that can be wrong is found before the first picture is read.
        var columns = new ConvNetColumns(input.Schema, Options, Model);
        CheckClasses(columns.Label);
        var model = ConvNetNetwork.Build(Model, Options, columns.Shape, columns.Label, seed);
        var stages = new ConvNetStages(model, Options, columns.Label, seed, channel);
        var held = Options.ValidationSet is { } view ? columns.ForValidation(view.Schema, Options) : null;

        using var examples = ConvNetExamples.Read(input, columns, Options, channel, "training");
        using var validation = held is null ? null : ConvNetExamples.Read(Options.ValidationSet!, held, Options, channel, "validation");
        var history = Run(stages, examples, validation, seed);
        var settings = new ConvNetTransformerSettings(Options.ImageColumnName, columns.Label.Task, columns.Label.ClassNames, Options.Preprocessing, Options.Rescale, stages.Ended);
        return new ConvNetTransformer(model, settings, history, Options.Engine, Options.Threads);
    }

    /// <summary>The columns that come out: Score, Probability (not of keys), PredictedLabel.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Columns.FloatVector(inputSchema, Options.ImageColumnName, "ConvNet");
        var task = LabelColumn.Check(inputSchema, Options.LabelColumnName, "ConvNet", multiLabel: true);
        return Shapes.With(inputSchema, PredictionColumns.Shape(task));
    }

    private History Run(ConvNetStages stages, ConvNetExamples examples, ConvNetExamples? validation, long seed)
    {
        examples.CheckClasses();
        if (validation is not null) return stages.Run((stage, augment) => (examples.Source(null, augment, stage), validation.Source(null, null, stage)));
        if (Options.ValidationFraction == 0) return stages.Run((stage, augment) => (examples.Source(null, augment, stage), null));
        var split = DataSplit.Fraction(examples.Count, Options.ValidationFraction, seed);
        return stages.Run((stage, augment) => (examples.Source(split.Train, augment, stage), examples.Source(split.Validation, null, stage)));
    }

    private void CheckClasses(LabelColumn label)
    {
        if (_classNames is not null && !_classNames.SequenceEqual(label.ClassNames))
            throw new ArgumentException($"ConvNet: the fitted model tells apart the classes {string.Join(", ", _classNames)}; the label column '{label.Column.Name}' has {string.Join(", ", label.ClassNames)}. Use the pipeline that made its keys.");
        if (label.Task == ClassificationTask.MultiLabel && Options.ClassWeights is not null)
            throw new ArgumentException($"ConvNet: {nameof(ConvNetOptions.ClassWeights)} weigh rows by their one class; the label column '{label.Column.Name}' holds several at once. Use {nameof(ConvNetOptions.SampleWeightColumnName)}.");
    }
}
