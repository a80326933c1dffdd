using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>
/// Trains a dense classifier on features: Dense and Dropout layers, then sigmoid for a Boolean label or softmax for a key. Made by
/// <c>ml.Cnn.Trainers.Dense</c>. The features are held in memory, so cache nothing before it but what is costly to make.
/// </summary>
public sealed class DenseTrainer : IEstimator<DenseTransformer>
{
    private readonly MLContext _context;

    internal DenseTrainer(MLContext context, DenseOptions options) => (_context, Options) = (context, options);

    /// <summary>The settings.</summary>
    public DenseOptions Options { get; }

    /// <summary>Trains.</summary>
    /// <param name="input">Rows with the feature and the label column.</param>
    /// <returns>The fitted classifier, with its <see cref="DenseTransformer.History"/>.</returns>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type, or there are no rows.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while the features were still being read, so that there is nothing to return.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    public DenseTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var host = ((IHostEnvironment)_context).Register("MlNetCnn.Dense");
        using var channel = host.Start("Training");
        var seed = Options.Seed ?? host.Rand.Next();
        var rows = FeatureRows.Read(input, Options, channel);
        var (train, validation) = Split(rows, seed, channel);
        var model = DenseNetwork.Build(rows.Source.InputShape, rows.Label.Task, rows.Label.ClassNames.Count, Options, seed);
        var engine = Options.Engine ?? new ManagedEngine();
        using var executable = engine.Compile(model, new CompileOptions
        {
            Threads = Options.Threads,
            Training = new TrainingOptions
            {
                Optimizer = Options.Optimizer,
                Loss = rows.Label.Task == ClassificationTask.Binary ? new BinaryCrossentropy() : new CategoricalCrossentropy(),
                Seed = seed,
            },
        });
        var history = Trainer.Fit(executable, train, validation, new FitOptions
        {
            Epochs = Options.Epochs,
            BatchSize = Options.BatchSize,
            Seed = seed,
            ClassWeights = Options.ClassWeights,
            Metrics = Options.Metrics,
            Callbacks = Options.Callbacks,
            Messages = new MessageLog(channel, null),
            Progress = new EpochLog(channel, Options.Progress),
            CancellationToken = Options.CancellationToken,
        });
        return new DenseTransformer(model, DenseTransformerSettings.For(Options, rows.Label), history, Options.Engine, Options.Threads);
    }

    /// <summary>The columns that come out: Score, Probability (binary), PredictedLabel.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Columns.FloatVector(inputSchema, Options.FeatureColumnName, "Dense");
        var task = LabelColumn.Check(inputSchema, Options.LabelColumnName, "Dense");
        return Shapes.With(inputSchema, PredictionColumns.Shape(task));
    }

    private (IBatchSource Train, IBatchSource? Validation) Split(FeatureRows rows, long seed, IChannel channel)
    {
        var count = rows.Source.Count;
        if (count == 0) throw new ArgumentException("Dense: there are no rows with a label to train on.");
        if (Options.ValidationSet is { } view)
        {
            var held = FeatureRows.Read(view, Options, channel);
            if (held.Source.InputShape != rows.Source.InputShape || !held.Label.ClassNames.SequenceEqual(rows.Label.ClassNames))
                throw new ArgumentException($"Dense: the validation set has {held.Source.InputShape.Count} features and the classes {string.Join(", ", held.Label.ClassNames)}; the training data have {rows.Source.InputShape.Count} and {string.Join(", ", rows.Label.ClassNames)}. Transform both with one fitted pipeline.");
            return (rows.Source, held.Source);
        }

        if (Options.ValidationFraction == 0) return (rows.Source, null);
        var split = DataSplit.Fraction(count, Options.ValidationFraction, seed);
        return (new SubsetBatchSource(rows.Source, [.. split.Train]), new SubsetBatchSource(rows.Source, [.. split.Validation]));
    }
}
