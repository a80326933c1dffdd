using Microsoft.ML;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>
/// A fitted convnet: adds the columns of its predictions. Made by <c>ml.Cnn.Trainers.ConvNet</c>. It takes the pixels that the trainer took: preprocessing is inside.
/// <list type="bullet">
/// <item>Binary: Probability (Single) is the network's sigmoid; Score (Single) its log odds, log(p / (1 - p)), which is the sum before the sigmoid but for float32's roundings: p
/// is kept within [1.2e-38, 1 - 6e-8], so that Score lies between -87 and 17; PredictedLabel (Boolean) is p > 0.5.</item>
/// <item>Multiclass: Score (vector) has the probabilities of the classes, PredictedLabel (key) the largest, the first of equals.</item>
/// <item>Multi-label: Probability, Score and PredictedLabel are vectors of one element per class, each as in the binary case.</item>
/// </list>
/// </summary>
[TransformerName("ConvNet")]
public sealed class ConvNetTransformer : CnnTransformer, IDisposable
{
    private readonly ConvNetTransformerSettings _settings;
    private readonly Network _network;

    internal ConvNetTransformer(Model model, ConvNetTransformerSettings settings, History history, IEngine? engine, int threads)
    {
        (_settings, History) = (settings, history);
        _network = new Network(model, null, engine, threads);
    }

    /// <summary>The network: from preprocessed pixels to probabilities. <c>Model.Save</c> writes it as a .keras file.</summary>
    public Model Model => _network.Model;

    /// <summary>Loss and metrics of every epoch of all stages, see <see cref="Stages"/>. It is saved with the model.</summary>
    public History History { get; }

    /// <summary>The stages of the training: one, or two with <see cref="ConvNetOptions.FineTuning"/>.</summary>
    public IReadOnlyList<TrainingStage> Stages => _settings.Stages;

    /// <summary>What it decides: by a Boolean label, a key, or a vector.</summary>
    public ClassificationTask Task => _settings.Task;

    /// <summary>Names of the classes, by index: the values of the keys as text, the names of a vector's slots, or False and True; numbers from 0 where the column has none.</summary>
    public IReadOnlyList<string> ClassNames => _settings.ClassNames;

    /// <summary>The column of pictures.</summary>
    public string ImageColumnName => _settings.ImageColumnName;

    /// <summary>What is done to the pixels before they enter the network.</summary>
    public Preprocessing Preprocessing => _settings.Preprocessing;

    /// <summary>What the pixels are multiplied with after <see cref="Preprocessing"/>.</summary>
    public float Rescale => _settings.Rescale;

    /// <summary>Finds the convnet in a fitted pipeline, also one that was loaded from a model zip: the last there is.</summary>
    /// <param name="transformer">A convnet itself, or a chain that holds one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ConvNetTransformer Find(ITransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return TryFind(transformer) ?? throw new ArgumentException($"There is no fitted ConvNet in it; it holds: {string.Join(", ", Names(transformer))}.", nameof(transformer));
    }

    /// <summary>Releases the compiled network; a later use compiles it again.</summary>
    public void Dispose() => _network.Dispose();

    internal static ConvNetTransformer Load(TransformerReader reader)
    {
        var settings = reader.ReadSettings<ConvNetTransformerSettings>();
        settings.Validate();
        var model = NetworkArchive.Read(reader);
        if (model.Inputs.Count != 1 || model.Outputs.Count != 1 || !model.OutputShape.IsKnown || model.OutputShape.Count != settings.Width)
            throw new FormatException($"The network of 'ConvNet' in the model does not fit its {settings.ClassNames.Count} classes: it should have one input, and one output of {settings.Width} values.");
        if (settings.Preprocessing is Preprocessing.Caffe or Preprocessing.Torch && model.InputShape.Rank > 0 && model.InputShape[^1] is var channels && channels != 3 && channels != Shape.Unknown)
            throw new FormatException($"The network of 'ConvNet' in the model takes {channels} channels; its preprocessing {settings.Preprocessing} is for three.");
        var history = HistoryArchive.Read(reader);
        if (history.Count != settings.Stages.Sum(s => s.Epochs))
            throw new FormatException($"{HistoryArchive.EntryName} of 'ConvNet' in the model has {history.Count} epochs; its stages have {settings.Stages.Sum(s => s.Epochs)}.");
        return new ConvNetTransformer(model, settings, history, reader.Engine, threads: 0);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) => new ConvNetMapper(inputSchema, _settings, _network);

    private protected override void Save(ModelSaveContext context)
    {
        var writer = new TransformerWriter(context, "ConvNet", _settings);
        NetworkArchive.Write(writer, Model);
        HistoryArchive.Write(writer, History);
    }

    private static ConvNetTransformer? TryFind(ITransformer transformer) => transformer switch
    {
        ConvNetTransformer found => found,
        IEnumerable<ITransformer> chain => chain.Reverse().Select(TryFind).FirstOrDefault(t => t is not null),
        _ => null,
    };

    private static IEnumerable<string> Names(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Names) : [transformer.GetType().Name];
}
