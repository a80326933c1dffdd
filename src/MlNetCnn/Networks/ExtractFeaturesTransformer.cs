using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Turns pictures into features: the output of a layer of a network. Made by <c>ml.Cnn.ExtractFeatures</c>.</summary>
[TransformerName("ExtractFeatures")]
public sealed class ExtractFeaturesTransformer : CnnTransformer, IDisposable
{
    private readonly Network _network;
    private readonly Lock _lock = new();
    private readonly Dictionary<Shape, FeatureCache> _caches = [];

    internal ExtractFeaturesTransformer(Model model, ExtractFeaturesOptions options)
    {
        Options = options;
        _network = new Network(model, options.Layer is { } layer ? [layer] : null, options.Engine, options.Threads);
    }

    /// <summary>The settings.</summary>
    public ExtractFeaturesOptions Options { get; }

    /// <summary>The network.</summary>
    public Model Model => _network.Model;

    /// <summary>How many features were computed and how many came from the cache so far.</summary>
    public FeatureStatistics Statistics { get; } = new();

    /// <summary>Releases the compiled network and closes the caches; a later use opens both again.</summary>
    public void Dispose()
    {
        _network.Dispose();
        lock (_lock)
        {
            foreach (var cache in _caches.Values) cache.Dispose();
            _caches.Clear();
        }
    }

    internal static ExtractFeaturesTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<ExtractFeaturesOptions>();
        options.Validate();
        return new ExtractFeaturesTransformer(NetworkArchive.Read(reader), options with { Engine = reader.Engine });
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) =>
        new CachedNetworkMapper(inputSchema, Options.InputColumnName, _network, Options.BatchSize, MakeColumns, Statistics, OpenCache);

    private protected override void Save(ModelSaveContext context) =>
        NetworkArchive.Write(new TransformerWriter(context, "ExtractFeatures", Options), Model);

    private IReadOnlyList<DataViewSchema.DetachedColumn> MakeColumns(IReadOnlyList<Shape> shapes)
    {
        if (shapes.Count != 1) throw new ArgumentException($"ExtractFeatures takes one output; '{Model.Name}' has {shapes.Count}: name a layer.");
        Shape shape = Options.Flatten ? [checked((int)shapes[0].Count)] : shapes[0];
        return [new DataViewSchema.DetachedColumn(Options.OutputColumnName, Columns.FloatVectorType(shape), null)];
    }

    /// <summary>The cache for pictures of a shape: networks without a dense layer take pictures, and so make features, of several sizes.</summary>
    private FeatureCache? OpenCache(Shape picture, int length)
    {
        if (Options.CacheFolder is not { } folder) return null;
        lock (_lock)
        {
            if (_caches.TryGetValue(picture, out var cache)) return cache;
            cache = FeatureCache.Open(folder, new FeatureKey
            {
                Weights = WeightsHash.Of(Model, Options.Layer),
                Layer = Options.Layer ?? Model.Outputs[0].Layer.Name,
                // The pictures' hash is taken of the pixels that enter the network, after all preprocessing.
                Recipe = $"preprocessed pixels {picture}",
                Precision = $"{_network.Engine.Arithmetic} float32",
            }, length);
            _caches.Add(picture, cache);
            return cache;
        }
    }
}
