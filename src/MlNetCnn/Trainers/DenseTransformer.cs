using Microsoft.ML;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>A fitted dense classifier: adds Score, Probability (binary) and PredictedLabel. Made by <c>ml.Cnn.Trainers.Dense</c>.</summary>
[TransformerName("Dense")]
public sealed class DenseTransformer : CnnTransformer, IDisposable
{
    private readonly DenseTransformerSettings _settings;
    private readonly Network _network;

    internal DenseTransformer(Model model, DenseTransformerSettings settings, History history, IEngine? engine, int threads)
    {
        (_settings, History) = (settings, history);
        string[] outputs = settings.Task == ClassificationTask.Binary ? [DenseNetwork.Logits, DenseNetwork.Probabilities] : [DenseNetwork.Probabilities];
        _network = new Network(model, outputs, engine, threads);
    }

    /// <summary>The network: from features to probabilities.</summary>
    public Model Model => _network.Model;

    /// <summary>Loss and accuracy of every epoch. It is saved with the model.</summary>
    public History History { get; }

    /// <summary>Binary for a Boolean label, multiclass for a key.</summary>
    public ClassificationTask Task => _settings.Task;

    /// <summary>Names of the classes, by index.</summary>
    public IReadOnlyList<string> ClassNames => _settings.ClassNames;

    /// <summary>The column of features.</summary>
    public string FeatureColumnName => _settings.FeatureColumnName;

    /// <summary>Releases the compiled network; a later use compiles it again.</summary>
    public void Dispose() => _network.Dispose();

    internal static DenseTransformer Load(TransformerReader reader)
    {
        var settings = reader.ReadSettings<DenseTransformerSettings>();
        settings.Validate();
        return new DenseTransformer(NetworkArchive.Read(reader), settings, HistoryArchive.Read(reader), reader.Engine, threads: 0);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) => new Mapper(inputSchema, _settings, _network);

    private protected override void Save(ModelSaveContext context)
    {
        var writer = new TransformerWriter(context, "Dense", _settings);
        NetworkArchive.Write(writer, Model);
        HistoryArchive.Write(writer, History);
    }

    private sealed class Mapper(DataViewSchema schema, DenseTransformerSettings settings, Network network)
        : NetworkMapper(schema, settings.FeatureColumnName, network, settings.BatchSize, "Dense", _ => PredictionColumns.Make(settings.Task, settings.ClassNames), flatten: true)
    {
        public override Delegate CreateGetter(int output, Func<(NetworkBatch Batch, int Slot)> current)
        {
            if (settings.Task == ClassificationTask.Binary)
                return output == 2
                    ? (ValueGetter<bool>)((ref bool value) => value = Value(1) > 0.5f)
                    : (ValueGetter<float>)((ref float value) => value = Value(output));
            return output == 0 ? base.CreateGetter(0, current) : (ValueGetter<uint>)((ref uint value) => value = Best());

            float Value(int column)
            {
                var (batch, slot) = current();
                return batch.Output(column, slot)[0];
            }

            uint Best()
            {
                var (batch, slot) = current();
                ReadOnlySpan<float> scores = batch.Output(0, slot);
                var best = 0;
                for (var i = 1; i < scores.Length; i++)
                    if (scores[i] > scores[best]) best = i;
                return (uint)best + 1;
            }
        }
    }
}
